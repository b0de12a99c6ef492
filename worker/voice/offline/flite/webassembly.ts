/**
 * As much of WebAssembly as is needed here. TypeScript counts it to the DOM, and the worker is compiled without that.
 *
 * @module
 */

/** Compiled code. */
export interface WasmModule {
	readonly [Symbol.toStringTag]?: string;
}

interface WasmMemory {
	/** Another one each time that the memory has grown. */
	readonly buffer: ArrayBuffer;
}

interface WasmApi {
	readonly Module: new (bytes: Uint8Array) => WasmModule;
	readonly Instance: new (
		module: WasmModule,
		imports: object,
	) => { readonly exports: Readonly<Record<string, unknown>> };
	readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
}

// Every runtime of ours has it; only its types are elsewhere.
export const Wasm = Reflect.get(globalThis, 'WebAssembly') as WasmApi;
