// A picture of how costs grow with a fleet: SVG, one line a phase, both axes logarithmic, so that what is linear has a slope of 1.

/** One line: what a phase cost at each size. */
export interface Line {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Words of the picture. */
export interface Legend {
  readonly title: string;
  readonly x: string;
  readonly y: string;
}

const [WIDTH, HEIGHT] = [720, 420];
const BOX = { left: 80, right: 540, top: 48, bottom: 360 };

/** Readable on white and on black, and by those who see no red or no green. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];

/** The picture as a text. Points that are not above 0 are left out. */
export function plot(lines: readonly Line[], legend: Legend): string {
  const points = lines.flatMap((line) => line.points).filter(({ y }) => y > 0);
  const scales = {
    x: scale(
      points.map(({ x }) => x),
      BOX.left,
      BOX.right,
    ),
    y: scale(
      points.map(({ y }) => y),
      BOX.bottom,
      BOX.top,
    ),
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13">`,
    `<title>${legend.title}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${BOX.left}" y="28" font-size="16">${legend.title}</text>`,
    `<text x="${(BOX.left + BOX.right) / 2}" y="404" text-anchor="middle">${legend.x}</text>`,
    `<text x="20" y="${(BOX.top + BOX.bottom) / 2}" text-anchor="middle" transform="rotate(-90 20 ${(BOX.top + BOX.bottom) / 2})">${legend.y}</text>`,
    ...scales.x.ticks.flatMap((tick) => [
      `<line x1="${scales.x.at(tick)}" x2="${scales.x.at(tick)}" y1="${BOX.top}" y2="${BOX.bottom}" stroke="#dddddd"/>`,
      `<text x="${scales.x.at(tick)}" y="380" text-anchor="middle">${tick.toLocaleString('en')}</text>`,
    ]),
    ...scales.y.ticks.flatMap((tick) => [
      `<line x1="${BOX.left}" x2="${BOX.right}" y1="${scales.y.at(tick)}" y2="${scales.y.at(tick)}" stroke="#dddddd"/>`,
      `<text x="${BOX.left - 8}" y="${scales.y.at(tick) + 4}" text-anchor="end">${tick.toLocaleString('en')}</text>`,
    ]),
    ...lines.flatMap((line, index) => drawn(line, { index, scales })),
    '</svg>',
    '',
  ].join('\n');
}

interface Scale {
  readonly at: (value: number) => number;
  /** Powers of ten. */
  readonly ticks: readonly number[];
}

function scale(values: readonly number[], from: number, to: number): Scale {
  const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const span = Math.max(1, high - low);
  return {
    at: (value) => Math.round((from + ((Math.log10(value) - low) / span) * (to - from)) * 10) / 10,
    ticks: Array.from({ length: span + 1 }, (_, power) => 10 ** (low + power)),
  };
}

interface Drawing {
  readonly index: number;
  readonly scales: { readonly x: Scale; readonly y: Scale };
}

function drawn({ name, points }: Line, { index, scales }: Drawing): readonly string[] {
  const colour = COLOURS[index % COLOURS.length] ?? '#000000';
  const places = points.filter(({ y }) => y > 0).map(({ x, y }) => `${scales.x.at(x)},${scales.y.at(y)}`);
  const row = BOX.top + 12 + index * 22;
  return [
    `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...places.map((place) => {
      const [x = '', y = ''] = place.split(',');
      return `<circle cx="${x}" cy="${y}" r="4" fill="${colour}"/>`;
    }),
    `<circle cx="562" cy="${row - 4}" r="5" fill="${colour}"/>`,
    `<text x="574" y="${row}">${name}</text>`,
  ];
}
