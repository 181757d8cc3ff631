import type { ErrorCode } from '../errors.ts';
import type { TextKind } from './embedder.ts';
import type { ModelDescription } from './model-description.ts';

/** From the pool to a process. `open` comes first; the next message only after the answer to the last. */
export type ToProcess =
  | { type: 'open'; model: ModelDescription }
  | { type: 'embed'; texts: readonly string[]; kind: TextKind };

/** Back again. A refusal crosses as code and values, from which the pool makes the same NearbyError. */
export type FromProcess =
  | { type: 'opened' }
  | { type: 'embedded'; data: Float32Array; cut: Uint8Array }
  | { type: 'refused'; code: ErrorCode; values: unknown };
