/** The model of a site: fetched when the first text is to be found by meaning, and said how far it has come. */
import { type ModelFiles, PortableModel } from '../embed/portable-model.ts';
import { NearbyError, reasonOf } from '../errors.ts';
import type { FetchFile } from './site-files.ts';
import { jsonOf } from './site-files.ts';
import { type SiteManifest, sitePaths } from './site-format.ts';

export type ModelProgress =
  | { status: 'coming'; bytes: number; ofBytes: number }
  | { status: 'here' }
  | { status: 'failed'; sentence: string };

export class SiteModel {
  readonly #fetch: FetchFile;
  readonly #description: NonNullable<SiteManifest['model']>;
  readonly #tell: (progress: ModelProgress) => void;
  #isHere = false;
  #opening: Promise<PortableModel> | null = null;

  constructor(
    fetch: FetchFile,
    description: NonNullable<SiteManifest['model']>,
    tell: (progress: ModelProgress) => void,
  ) {
    this.#fetch = fetch;
    this.#description = description;
    this.#tell = tell;
  }

  get isHere(): boolean {
    return this.#isHere;
  }

  /** Fetches it, once; after a failure again. @throws NearbyError `site-file`. */
  open(): Promise<PortableModel> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = null;
      const failure =
        error instanceof NearbyError
          ? error
          : new NearbyError('site-file', { path: 'model', reason: reasonOf(error) }, { cause: error });
      this.#tell({ status: 'failed', sentence: failure.message });
      throw failure;
    });
    return this.#opening;
  }

  async #open(): Promise<PortableModel> {
    const { onnx, tokenizer, config } = sitePaths.model;
    const come = new Map<string, number>();
    let failed = false;
    const fetched = (path: string) =>
      this.#fetch(path, (bytes) => {
        // The other files may still be coming, which is no news then.
        if (failed) return;
        come.set(path, bytes);
        const sum = [...come.values()].reduce((total, each) => total + each, 0);
        this.#tell({ status: 'coming', bytes: sum, ofBytes: this.#description.bytes });
      });
    const [onnxBytes, tokenizerBytes, configBytes] = await Promise.all(
      [onnx, tokenizer, config].map(fetched),
    ).catch((error: unknown) => {
      failed = true;
      throw error;
    });
    const files: ModelFiles = {
      onnx: onnxBytes,
      tokenizer: jsonOf(tokenizerBytes),
      config: jsonOf(configBytes),
    };
    const model = PortableModel.read(files, this.#description);
    if (!model) throw new Error('it is not the model that was exported');
    this.#isHere = true;
    this.#tell({ status: 'here' });
    return model;
  }
}
