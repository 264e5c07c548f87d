"use strict";
/* What a chart says, from what its figure says (charts.js): window.chartOptions has

   kinds            the values of data-chart
   read(figure)     the figures of its table; null when it has none
   options(figure, reading, width)   what the library draws at that width (px), and how high (px)
   key(figure, reading)   the key of a heatmap's shades, as a list; null for the others */
(() => {
  const KINDS = { line: "Grafik garis", bar: "Grafik batang", heatmap: "Peta warna" };
  // Colours are custom properties, so that the dark and the paper need no drawing anew.
  const COLOURS = ["--pen", "--ink-3", "--back-line", "--done-line", "--risk-line", "--wait-line"]
    .map((name) => `var(${name})`);
  const MARKS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"];
  const DASHES = ["solid", "dashed", "dotted", [10, 3, 2, 3], [2, 2], [14, 4]];
  const SHADES = [0.08, 0.2, 0.34, 0.78, 1];
  const DARK = 0.5; // from this shade on, a figure is written in the colour of paper
  const NARROW = 480;

  // ---- the table

  const NUMBER = /^([-−]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(?:[^\d.,][^\d]*)?$/;

  function figureOf(text) {
    const [found, sign, whole, part] = NUMBER.exec(text) ?? [];
    if (!found) return null;
    return Number(`${sign ? "-" : ""}${whole.replaceAll(".", "")}.${part ?? 0}`);
  }

  function cellOf(cell) {
    const shown = cell.textContent.trim();
    return { shown, value: figureOf(cell.dataset.value ?? shown) };
  }

  function tableOf(figure) {
    const table = figure.querySelector("table");
    const text = (cell) => cell.textContent.trim();
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    return {
      columns: [...table.tHead.rows[0].cells].slice(1).map(text),
      rows: rows.map((row) => text(row.cells[0])),
      cells: rows.map((row) => [...row.cells].slice(1).map(cellOf)),
    };
  }

  /* → names (along the axis), series (name, and a cell for each name) */
  function seriesOf({ columns, rows, cells }, by) {
    if (by === "rows") {
      return { names: columns, series: rows.map((name, at) => ({ name, cells: cells[at] })) };
    }
    const column = (at) => cells.map((row) => row[at]);
    return { names: rows, series: columns.map((name, at) => ({ name, cells: column(at) })) };
  }

  // ---- words

  const withUnit = (shown, unit) => (unit && /\d$/.test(shown) ? `${shown} ${unit}` : shown);
  const asText = (value) => value.toLocaleString("id-ID", { maximumFractionDigits: 6 });

  function extremes({ names, series }, unit) {
    const all = series.flatMap((one) =>
      one.cells.map((cell, at) => ({ ...cell, where: [one.name, names[at]].join(", ") })))
      .filter((cell) => cell.value !== null)
      .sort((a, b) => a.value - b.value);
    if (!all.length) return "Belum ada angka.";
    const [low, high] = [all[0], all.at(-1)];
    const say = (cell) => `${withUnit(cell.shown, unit)} (${cell.where})`;
    return `Terendah ${say(low)}, tertinggi ${say(high)}.`;
  }

  function description(figure, data) {
    const caption = figure.querySelector("figcaption")?.textContent.trim() ?? "";
    const { chart, unit } = figure.dataset;
    return `${KINDS[chart]}: ${caption}. ${extremes(data, unit)} Semua angka ada di tabel.`;
  }

  // ---- the drawing

  const text = (more) => ({ color: "var(--ink-2)", fontSize: 12, ...more });
  const line = (name) => ({ lineStyle: { color: `var(${name})` } });

  /* What tells bars apart on a printer without colour; lines have their marks and dashes. */
  function decals(figure, data) {
    if (figure.dataset.chart !== "bar" || data.series.length < 2) return { show: false };
    const stripe = { color: "var(--paper)", symbol: "rect", symbolSize: 1 };
    return {
      show: true,
      decals: [
        { symbol: "none", color: "transparent" },
        { ...stripe, dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -Math.PI / 4 },
        { ...stripe, symbol: "circle", symbolSize: 0.8, dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0] },
        { ...stripe, dashArrayX: [1, 0], dashArrayY: [2, 5] },
        { ...stripe, dashArrayX: [2, 5], dashArrayY: [1, 0] },
        { ...stripe, dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: Math.PI / 4 },
      ],
    };
  }

  function frame(figure, data) {
    return {
      animation: false,
      color: COLOURS,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      aria: { enabled: true, label: { description: description(figure, data) }, decal: decals(figure, data) },
      grid: { left: 4, right: 20, top: 24, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      tooltip: {
        // As HTML it would carry styles of its own, which the policy refuses.
        renderMode: "richText",
        confine: true,
        backgroundColor: "var(--paper)",
        borderColor: "var(--rule)",
        borderWidth: 1,
        padding: 8,
        textStyle: text({ color: "var(--ink)" }),
      },
    };
  }

  /* How wide names beside the axis may be, and how high the highest of them becomes. */
  function namesBeside(names, width) {
    const room = Math.min(width * (width < NARROW ? 0.36 : 0.3), 280);
    const longest = Math.max(...names.map((name) => name.length), 1);
    const lines = Math.ceil((longest * 6.6) / room);
    return { room, high: Math.min(lines, 4) * 15 + 10 };
  }

  /* room: how wide a name may be (px); where that is too little to break it, some are left out. */
  function nameAxis(names, room) {
    const broken = { width: room, overflow: "break", lineHeight: 15, interval: 0 };
    return {
      type: "category",
      data: names,
      axisLine: line("--rule"),
      axisTick: { show: false },
      axisLabel: text(room > 40 ? broken : { hideOverlap: true }),
    };
  }

  function figureAxis({ from, to, limit }) {
    const edge = (given) => (given === undefined ? null : figureOf(given));
    const across = edge(limit);
    return {
      type: "value",
      min: edge(from),
      max: to === undefined ? ({ max }) => (across !== null && across > max ? across : null) : edge(to),
      axisLabel: text({ formatter: asText, hideOverlap: true }),
      splitLine: line("--hair"),
    };
  }

  /* Its name stands where the figures do not: they are above the limit with what exceeds it. */
  function limitLine({ chart, limit, limitName, lying }, { cells }) {
    const value = limit === undefined ? null : figureOf(limit);
    if (value === null) return undefined;
    const first = cells.find((cell) => cell.value !== null);
    const beside = chart === "line" && first?.value >= value ? "insideStartBottom" : "insideStartTop";
    return {
      silent: true,
      symbol: "none",
      data: [{ [lying === undefined ? "yAxis" : "xAxis"]: value }],
      lineStyle: { color: "var(--ink)", width: 2, type: "solid" },
      label: text({
        color: "var(--ink)",
        formatter: [limitName, limit].filter(Boolean).join(" "),
        position: lying === undefined ? beside : "end",
      }),
    };
  }

  /* Beside a line only the outermost figures are written, away from the others and from a limit. */
  function placeOf(at, series, point, { limit }) {
    const values = series.map((one) => one.cells[point].value).filter((value) => value !== null);
    const { value } = series[at].cells[point];
    if (series.length === 1 && limit !== undefined && value < figureOf(limit)) return "bottom";
    if (value === Math.max(...values)) return "top";
    return value === Math.min(...values) ? "bottom" : null;
  }

  function lineSeries(series, at, dataset) {
    return {
      data: series[at].cells.map(({ value }, point) => {
        const position = placeOf(at, series, point, dataset);
        return { value, label: position ? { position } : { show: false } };
      }),
      symbol: MARKS[at % 6],
      symbolSize: 8,
      lineStyle: { type: DASHES[at % 6], width: 2 },
    };
  }

  function barSeries(series, at, lying) {
    return {
      data: series[at].cells.map(({ value }) => value),
      label: { position: lying ? "right" : "top" },
      barMaxWidth: 40,
      barGap: "10%",
    };
  }

  function oneSeries({ dataset, series, lying }, at) {
    const { name, cells } = series[at];
    const own = dataset.chart === "line" ? lineSeries(series, at, dataset) : barSeries(series, at, lying);
    return {
      ...own,
      name,
      type: dataset.chart,
      emphasis: { disabled: true },
      label: text({
        color: "var(--ink)",
        show: true,
        formatter: ({ dataIndex }) => cells[dataIndex].shown,
        ...own.label,
      }),
      labelLayout: { hideOverlap: true },
      markLine: at ? undefined : limitLine(dataset, series[0]),
    };
  }

  function legend(series, kind) {
    if (series.length < 2) return { show: false };
    return { bottom: 0, selectedMode: false, icon: kind === "bar" ? "rect" : undefined, textStyle: text() };
  }

  function axisTooltip({ names, series }, { chart: kind, unit }) {
    const said = ({ seriesIndex, dataIndex }) =>
      `${series[seriesIndex].name}: ${withUnit(series[seriesIndex].cells[dataIndex].shown, unit)}`;
    return {
      trigger: "axis",
      axisPointer: { type: kind === "line" ? "line" : "shadow", ...line("--path") },
      formatter: (points) => [names[points[0].dataIndex], ...points.map(said)].join("\n"),
    };
  }

  function lines(figure, data, width) {
    const { dataset } = figure;
    const { names, series } = data;
    const lying = dataset.lying !== undefined;
    const many = series.length > 1;
    const beside = namesBeside(names, width);
    const along = nameAxis(names, lying ? beside.room : (width - 60) / names.length - 8);
    const across = figureAxis(dataset);
    const option = {
      ...frame(figure, data),
      xAxis: lying ? across : along,
      yAxis: lying ? { ...along, inverse: true } : across,
      series: series.map((_, at) => oneSeries({ dataset, series, lying }, at)),
      legend: legend(series, dataset.chart),
    };
    Object.assign(option.grid, { bottom: many ? 34 : 8, right: lying ? 56 : 20 });
    Object.assign(option.tooltip, axisTooltip(data, dataset));
    const rowHigh = Math.max(beside.high, series.length * 18 + 10);
    return { option, height: lying ? names.length * rowHigh + (many ? 90 : 64) : 280 };
  }

  /* The figures between which a shade holds, as (from, below); the first and the last are open. */
  function shadesOf(values, steps) {
    let edges = (steps ?? "").split(/\s+/).filter(Boolean).map(figureOf);
    if (!edges.length) {
      const [low, high] = [Math.min(...values), Math.max(...values)];
      edges = [1, 2, 3, 4].map((part) => Number((low + ((high - low) * part) / 5).toPrecision(2)));
    }
    edges = [...new Set(edges)];
    const shade = (at) => SHADES[Math.round((at * (SHADES.length - 1)) / edges.length)];
    return [...edges, null].map((below, at) => ({ from: edges[at - 1] ?? null, below, shade: shade(at) }));
  }

  const withinShade = (value, { from, below }) =>
    (from === null || value >= from) && (below === null || value < below);

  function nameOfShade({ from, below }, unit) {
    const [low, high] = [from, below].map((edge) => edge !== null && withUnit(asText(edge), unit));
    if (from === null) return `di bawah ${high}`;
    return below === null ? `${low} ke atas` : `${low} sampai di bawah ${high}`;
  }

  const pieceOf = ({ from, below, shade }) => ({
    ...(from !== null && { gte: from }),
    ...(below !== null && { lt: below }),
    color: "var(--pen)",
    opacity: shade,
  });

  /* The library's own key knows no custom properties. */
  function keyOf(shades, unit) {
    const key = document.createElement("ul");
    key.className = "graph-key";
    shades.forEach((shade) => {
      const entry = document.createElement("li");
      const patch = document.createElement("span");
      patch.style.opacity = shade.shade;
      entry.append(patch, nameOfShade(shade, unit));
      key.append(entry);
    });
    return key;
  }

  const filledCells = ({ cells }) =>
    cells.flatMap((row, y) => row.map((cell, x) => ({ ...cell, x, y })))
      .filter((cell) => cell.value !== null);

  function heatSeries(filled, shades, show) {
    const inkOn = (value) =>
      shades.find((shade) => withinShade(value, shade)).shade > DARK ? "var(--on-pen)" : "var(--ink)";
    return {
      type: "heatmap",
      emphasis: { disabled: true },
      itemStyle: { borderColor: "var(--paper)", borderWidth: 1 },
      data: filled.map(({ x, y, value, shown }) => ({
        value: [x, y, value],
        label: text({ show, formatter: () => shown, color: inkOn(value), opacity: 1 }),
      })),
    };
  }

  function heatmap(figure, data, width, { table, filled, shades }) {
    const { columns, rows } = table;
    const beside = namesBeside(rows, width);
    const room = (width - beside.room - 24) / columns.length;
    const split = { splitLine: { show: true, ...line("--hair") } };
    const option = {
      ...frame(figure, data),
      xAxis: { ...nameAxis(columns, room - 4), ...split, position: "top" },
      yAxis: { ...nameAxis(rows, beside.room), ...split, inverse: true },
      visualMap: { type: "piecewise", show: false, pieces: shades.map(pieceOf) },
      series: [heatSeries(filled, shades, room >= 36)],
    };
    option.grid.top = 8;
    option.tooltip.formatter = ({ dataIndex }) => {
      const { x, y, shown } = filled[dataIndex];
      return `${rows[y]}\n${columns[x]}: ${withUnit(shown, figure.dataset.unit)}`;
    };
    return { option, height: rows.length * Math.max(beside.high, 28) + 46 };
  }

  // ---- what charts.js asks for

  function read(figure) {
    const { chart: kind, series: by, steps } = figure.dataset;
    const table = tableOf(figure);
    const reading = { data: seriesOf(table, kind === "heatmap" ? "columns" : by) };
    if (!table.cells.flat().some((cell) => cell.value !== null)) return null;
    if (kind !== "heatmap") return reading;
    const filled = filledCells(table);
    const shades = shadesOf(filled.map((cell) => cell.value), steps);
    return { ...reading, heat: { table, filled, shades } };
  }

  function options(figure, { data, heat }, width) {
    return heat ? heatmap(figure, data, width, heat) : lines(figure, data, width);
  }

  const key = (figure, { heat }) => (heat ? keyOf(heat.shades, figure.dataset.unit) : null);

  window.chartOptions = { kinds: Object.keys(KINDS), read, options, key };
})();
