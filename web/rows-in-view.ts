/** Which papers are in a part of the map, those nearest to its middle first: the map as a list. */
import type { Region } from '../src/server/api-types.ts';
import { isInArea } from './map/count-in-area.ts';
import type { MapData } from './map/read-map.ts';

/**
 * @param seen the corners of what is seen.
 * @param lit only these where something is asked; null: all.
 * @returns the rows of at most `most` papers, of versions the one that stands for them, and how many papers there are.
 */
export function rowsInView(
  map: Pick<MapData, 'rows' | 'points' | 'representative'>,
  seen: Region,
  lit: ArrayLike<number> | null,
  most: number,
): { rows: number[]; papers: number } {
  const { points, representative } = map;
  const middle = [0, 1].map((axis) => seen.reduce((sum, corner) => sum + corner[axis], 0) / seen.length);
  const nearness = (row: number) => Math.hypot(points[2 * row] - middle[0], points[2 * row + 1] - middle[1]);
  const shown = new Set<number>();
  const count = lit ? lit.length : map.rows;
  for (let i = 0; i < count; i++) {
    const row = lit ? lit[i] : i;
    if (isInArea(points[2 * row], points[2 * row + 1], seen)) shown.add(representative?.[row] ?? row);
  }
  const nearest: { row: number; far: number }[] = [];
  for (const row of shown) {
    const far = nearness(row);
    if (nearest.length === most && far >= nearest[most - 1].far) continue;
    const place = nearest.findIndex((other) => other.far > far);
    nearest.splice(place < 0 ? nearest.length : place, 0, { row, far });
    if (nearest.length > most) nearest.pop();
  }
  return { rows: nearest.map(({ row }) => row), papers: shown.size };
}
