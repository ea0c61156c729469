// Lists and maps of a given size in bytes.

import { type Filling, itemOf, type Many } from './shape.ts';

/** A value for a list or a map with as many items as fit into the bytes, and not more than `most`. */
export function filled(
  shape: Many,
  filling: Filling,
  { bytes, most = Infinity }: { readonly bytes: number; readonly most?: number },
): unknown {
  const items: unknown[] = [];
  let left = bytes;
  for (let index = 0; index < most; index += 1) {
    const item = itemOf(shape, filling, index);
    left -= JSON.stringify(item).length + 1 + (shape.kind === 'map' ? keyOf(filling, index).length + 3 : 0);
    if (left < 0) break;
    items.push(item);
  }
  return shape.kind === 'list' ? items : Object.fromEntries(items.map((item, index) => [keyOf(filling, index), item]));
}

/** Keys of one object always differ. */
function keyOf(filling: Filling, index: number): string {
  return `${filling === 'failing' ? '%' : 'a'}${index.toString(36)}`;
}
