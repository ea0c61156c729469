// Picture of a dashboard: panels as an SVG, numbers in a row and lines over time below.

/** One series of a panel. */
export interface Line {
  readonly name: string;
  /** Seconds and value. */
  readonly points: readonly (readonly [number, number])[];
}

/** A panel with what its queries gave. */
export interface PanelLines {
  readonly title: string;
  readonly unit: string;
  readonly isNumber: boolean;
  readonly lines: readonly Line[];
}

const WIDTH = 1200;
const GAP = 12;
const NUMBER = { columns: 4, height: 84 } as const;
const PLOT = { columns: 2, height: 232 } as const;
const MARGIN = { left: 56, right: 12, top: 34, bottom: 84 } as const;
const COLOURS = ['#3b7dd8', '#d9822b', '#2f9e5b', '#b0413e', '#7b5ea7', '#3f8f9b', '#8a6d3b', '#555555'];

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The whole picture; `seconds` is the length of its time axis. */
export function drawDashboard(panels: readonly PanelLines[], seconds: number): string {
  const numbers = panels.filter(({ isNumber }) => isNumber);
  const plots = panels.filter(({ isNumber }) => !isNumber);
  const top = GAP + Math.ceil(numbers.length / NUMBER.columns) * (NUMBER.height + GAP);
  const height = top + Math.ceil(plots.length / PLOT.columns) * (PLOT.height + GAP);
  const parts = [
    ...numbers.map((panel, index) => drawNumber(panel, boxOf(index, NUMBER, GAP))),
    ...plots.map((panel, index) => drawPlot(panel, boxOf(index, PLOT, top), seconds)),
  ];
  const size = `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#f4f5f7"/>
${parts.join('\n')}
</svg>
`;
}

function boxOf(
  index: number,
  { columns, height }: { readonly columns: number; readonly height: number },
  top: number,
): Box {
  const width = (WIDTH - GAP * (columns + 1)) / columns;
  const [column, row] = [index % columns, Math.floor(index / columns)];
  return { x: GAP + column * (width + GAP), y: top + row * (height + GAP), width, height };
}

function frame({ title }: PanelLines, { x, y, width, height }: Box): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#ffffff" stroke="#d8dbe0"/>
<text x="${x + 10}" y="${y + 20}" font-weight="bold">${escapeText(title)}</text>`;
}

function drawNumber(panel: PanelLines, box: Box): string {
  const value = panel.lines[0]?.points.at(-1)?.[1] ?? 0;
  return `${frame(panel, box)}
<text x="${box.x + 10}" y="${box.y + 62}" font-size="30">${numberText(value, panel.unit)}</text>`;
}

function drawPlot(panel: PanelLines, box: Box, seconds: number): string {
  const area: Box = {
    x: box.x + MARGIN.left,
    y: box.y + MARGIN.top,
    width: box.width - MARGIN.left - MARGIN.right,
    height: box.height - MARGIN.top - MARGIN.bottom,
  };
  const values = panel.lines.flatMap(({ points }) => points.map(([, value]) => value)).filter(Number.isFinite);
  const most = Math.max(...values, 0) * 1.1 || 1;
  const right = area.x + area.width;
  const base = area.y + area.height;
  return [
    frame(panel, box),
    ...[0, 0.5, 1].map((part) => {
      const y = base - part * area.height;
      return `<line x1="${area.x}" x2="${right}" y1="${y}" y2="${y}" stroke="#e3e5e9"/><text x="${area.x - 6}" y="${y + 4}" text-anchor="end" fill="#666">${numberText(most * part, panel.unit)}</text>`;
    }),
    `<text x="${area.x}" y="${base + 16}" fill="#666">0 min</text><text x="${right}" y="${base + 16}" text-anchor="end" fill="#666">${seconds / 60} min</text>`,
    ...panel.lines.map((line, index) => drawLine(line, { area, seconds, most, colour: colourOf(index) })),
    ...panel.lines.map((line, index) => drawLegend(line, { x: area.x, y: base + 32 }, index)),
  ].join('\n');
}

interface Scale {
  readonly area: Box;
  readonly seconds: number;
  readonly most: number;
  readonly colour: string;
}

function drawLine({ points }: Line, { area, seconds, most, colour }: Scale): string {
  const path = points
    .filter(([, value]) => Number.isFinite(value))
    .map(([time, value], index) => {
      const x = area.x + (time / seconds) * area.width;
      const y = area.y + area.height - (value / most) * area.height;
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    });
  return `<path d="${path.join('')}" fill="none" stroke="${colour}" stroke-width="2"/>`;
}

/** Two in a row. */
function drawLegend({ name }: Line, { x, y }: { readonly x: number; readonly y: number }, index: number): string {
  const [left, top] = [x - 40 + (index % 2) * 280, y + Math.floor(index / 2) * 13];
  return `<rect x="${left}" y="${top - 8}" width="8" height="8" fill="${colourOf(index)}"/><text x="${left + 13}" y="${top}" font-size="11">${escapeText(name)}</text>`;
}

function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length] ?? '#000000';
}

const DAY = 86_400;

function numberText(value: number, unit: string): string {
  const rounded = Number(value.toPrecision(2));
  if (unit === 'percentunit') return `${Number((value * 100).toPrecision(2))} %`;
  if (unit === 's') return value < DAY ? `${rounded} s` : `${Math.round(value / DAY)} days`;
  if (unit === 'bytes') return `${Math.round(value / 2 ** 20)} MiB`;
  return unit === 'reqps' ? `${rounded}/s` : String(rounded);
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
