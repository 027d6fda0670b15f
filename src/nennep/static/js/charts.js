// Loaded only by pages with a chart. The table beside holds the same numbers and the links.
import { BarChart, LineChart, PieChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, PieChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const PALETTE = ["info-fill", "soon-fill", "done-fill", "neutral-fill", "late-fill"];

function options({ kind, labels, series }) {
  const text = { color: token("ink-2"), fontFamily: token("font"), fontSize: 13 };
  const colors = series.map(({ tone }, at) => token(tone ? `${tone}-fill` : PALETTE[at % PALETTE.length]));
  const shared = {
    animationDuration: 150,
    color: kind === "pie" ? PALETTE.map(token) : colors,
    textStyle: { fontFamily: token("font") },
    tooltip: { trigger: kind === "pie" ? "item" : "axis", renderMode: "richText", backgroundColor: token("surface"), borderColor: token("line"), textStyle: { ...text, color: token("ink") } },
    legend: { show: kind === "pie" || series.length > 1, bottom: 0, icon: "roundRect", itemWidth: 12, itemHeight: 12, textStyle: text },
  };
  if (kind === "pie") {
    const data = labels.map((name, at) => ({ name, value: series[0].values[at] }));
    return { ...shared, series: [{ type: "pie", radius: ["48%", "74%"], center: ["50%", "44%"], data, label: { ...text, formatter: "{c}" }, itemStyle: { borderColor: token("surface"), borderWidth: 2 } }] };
  }
  const lying = kind !== "line" && (labels.length > 8 || labels.some((label) => label.length > 14));
  const names = { type: "category", data: labels, inverse: lying, axisTick: { show: false }, axisLine: { lineStyle: { color: token("line-strong") } }, axisLabel: { ...text, width: lying ? 150 : undefined, overflow: "truncate" } };
  const numbers = { type: "value", minInterval: 1, axisLabel: text, splitLine: { lineStyle: { color: token("line") } } };
  return {
    ...shared,
    grid: { left: 4, right: 16, top: 12, bottom: series.length > 1 ? 36 : 4, containLabel: true },
    xAxis: lying ? numbers : names,
    yAxis: lying ? names : numbers,
    series: series.map(({ name, values }) => ({
      name,
      type: kind === "line" ? "line" : "bar",
      stack: kind === "stack" ? "all" : undefined,
      data: values,
      barMaxWidth: 26,
      symbolSize: 6,
      itemStyle: kind === "stack" || kind === "line" ? {} : { borderRadius: lying ? [0, 3, 3, 0] : [3, 3, 0, 0] },
    })),
  };
}

/** Draw the chart whose numbers lie in the JSON script named by `data-chart`; a click on a bar opens its rows. */
export function draw(box) {
  if (!box.isConnected) return; // the page was exchanged while this file was on its way
  const data = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  const chart = init(box, null, { renderer: "svg" });
  const paint = () => chart.setOption(options(data), true);
  paint();
  chart.on("click", ({ seriesIndex, dataIndex }) => {
    const url = data.series[seriesIndex]?.urls?.[dataIndex];
    if (url) location.assign(url);
  });
  new ResizeObserver(() => chart.resize()).observe(box);
  document.addEventListener("theme", paint);
}
