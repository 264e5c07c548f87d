// What axe finds on a page that would keep someone out: one line a barrier.
//
// How well a text stands out from what is behind it takes axe nearly all its time, element by
// element, and a table has hundreds that look alike. That is asked of three of each look: the first,
// the middle and the last; everything else of every element.
async () => {
    const numbers = new Map();
    const number = (words) => numbers.get(words) ?? numbers.set(words, numbers.size).get(words);

    // Texts of what cannot be used need not stand out, wherever they are: axe passes over them.
    const OFF = ":disabled, [aria-disabled=true]";
    const labels = [...document.querySelectorAll("[aria-labelledby]")].flatMap((element) =>
        element.getAttribute("aria-labelledby").split(/\s+/),
    );
    const off = (element) =>
        [element, element.control].some((it) => it?.matches(OFF)) ||
        (labels.includes(element.id) && element.id);

    // What an element paints, or lets through, behind the texts in it.
    const BEHIND = [
        "backgroundColor", "backgroundImage", "opacity", "position", "filter", "clip", "clipPath",
        "mixBlendMode", "overflow",
    ];
    const known = new Map([[null, 0]]);
    const behind = (element) => {
        if (!known.has(element)) {
            const style = getComputedStyle(element);
            const own = BEHIND.map((name) => style[name]).join();
            known.set(element, number(`${behind(element.parentElement)} ${own} ${off(element)}`));
        }
        return known.get(element);
    };

    const INPUT = "input, select, textarea";
    const text = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "";
    const look = (element) => {
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
        const state = element.matches(INPUT) ? [element.type, element.value === ""].join() : "";
        const own = [element.tagName, color, fontSize, fontWeight, textShadow, state];
        return number(`${behind(element)} ${own.join()}`);
    };

    const looks = new Map();
    for (const element of document.body.querySelectorAll("*")) {
        const read = element.matches(INPUT) || [...element.childNodes].some(text);
        if (read && element.checkVisibility()) {
            const alike = looks.get(look(element)) ?? [];
            looks.set(look(element), [...alike, element]);
        }
    }
    const some = [...looks.values()].flatMap((alike) => [
        ...new Set([alike[0], alike[alike.length >> 1], alike[alike.length - 1]]),
    ]);

    // Style sheets need not be fetched again: no rule that is asked here reads them.
    const how = { resultTypes: ["violations"], preload: false };
    const contrast = "color-contrast";
    const answers = [
        await axe.run(document, { ...how, rules: { [contrast]: { enabled: false } } }),
        await axe.run({ include: some }, { ...how, runOnly: [contrast] }),
    ];
    return answers
        .flatMap((answer) => answer.violations)
        .map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes[0].html}`);
};
