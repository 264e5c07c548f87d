"use strict";
/* Charts drawn from tables. The table stays on the page: it is what a screen reader reads, what is
   there without scripts, and it holds the exact figures; without any there is no chart. <c-chart>
   writes what is described here; the page includes "_charts.html" in its block of scripts.

   <figure data-chart="…"> with a figcaption and a table: its head names the columns, the first cell
   of each row names the row. Figures are written as everywhere, 1.234,5, a unit may follow
   ("2,5 hari"). A cell that is no figure ("–", "belum", empty) is a gap, never a nought; a cell that
   shows more than its figure carries it in data-value.

   data-chart    line, bar, or heatmap
   data-series   what is one line, or one set of bars: "columns" (usual) or "rows" of the table
   data-unit     written after figures
   data-lying    bars lie, for long names
   data-limit    a figure (1.234,5) at which a line is drawn across, such as a norm
   data-limit-name  what that line is called
   data-from, data-to   where the axis begins and ends, if not at nought and the greatest figure
   data-steps    heatmap: the figures that divide its shades, "50 75 90 100"; else five even ones

   A <details open> around the table is folded when the chart is drawn, and open on paper. What is
   swapped in by htmx is drawn too. Nothing moves, so nobody need ask for less motion. */
(() => {
  const { echarts, chartOptions } = window;
  if (!echarts || !chartOptions) return;

  const { kinds, read, options, key } = chartOptions;
  const PAPER_WIDTH = 1000; // px: A4 landscape between its margins; a narrower page scales it down
  const drawn = new Map();
  const paper = matchMedia("print");
  let printing = false;

  const onPaper = () => printing || paper.matches;

  function fit(figure) {
    const { chart, box, reading, folded } = drawn.get(figure);
    const width = onPaper() ? PAPER_WIDTH : box.clientWidth;
    if (folded) folded.open = onPaper() || folded.dataset.opened === "1";
    if (!width) return;
    const { option, height } = options(figure, reading, width);
    chart.resize({ width, height, silent: true });
    chart.setOption(option, { notMerge: true });
    chart.getZr().flush();
    box.querySelector("svg").setAttribute("viewBox", `0 0 ${width} ${height}`);
  }

  const seen = new ResizeObserver((entries) => {
    if (onPaper()) return;
    entries.forEach(({ target }) => {
      if (target.clientWidth !== drawn.get(target.parentElement)?.chart.getWidth()) fit(target.parentElement);
    });
  });

  function boxIn(figure) {
    const box = document.createElement("div");
    box.className = "graph-box";
    box.setAttribute("role", "img");
    figure.querySelector("figcaption").after(box);
    return box;
  }

  function draw(figure) {
    if (drawn.has(figure) || !kinds.includes(figure.dataset.chart)) return;
    const reading = read(figure);
    if (!reading) return;
    const box = boxIn(figure);
    const shades = key(figure, reading);
    if (shades) box.after(shades);
    const folded = figure.querySelector("details");
    const size = { width: box.clientWidth || 300, height: 280 };
    drawn.set(figure, {
      box, folded, reading, chart: echarts.init(box, null, { renderer: "svg", ...size }),
    });
    folded?.querySelector("summary").addEventListener("click", () => {
      folded.dataset.opened = folded.open ? "0" : "1";
    });
    fit(figure);
    seen.observe(box);
  }

  function forget() {
    drawn.forEach(({ chart, box }, figure) => {
      if (figure.isConnected) return;
      seen.unobserve(box);
      chart.dispose();
      drawn.delete(figure);
    });
  }

  const fitAll = () => drawn.forEach((_, figure) => fit(figure));
  const print = (now) => () => {
    printing = now;
    fitAll();
  };
  addEventListener("beforeprint", print(true));
  addEventListener("afterprint", print(false));
  paper.addEventListener("change", fitAll);
  document.addEventListener("htmx:afterSettle", () => {
    forget();
    document.querySelectorAll("figure[data-chart]").forEach(draw);
  });
  document.querySelectorAll("figure[data-chart]").forEach(draw);
})();
