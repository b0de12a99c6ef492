/**
 * As much of WASI preview 1 as one command needs that reads its arguments and writes one file. `node:wasi` is not used:
 * on Node 20 it aborts the whole process (SIGABRT, SIGSEGV) in most runs of this command.
 *
 * @module
 */
import { MemoryFile } from './memory-file.ts';
import { Wasm, type WasmModule } from './webassembly.ts';

/** WASI errno. */
const OK = 0;
const BADF = 8;

/** File descriptors beside 0, 1 and 2: the one folder that the command sees, and the one file that it may open. */
const FOLDER = 3;
const FILE = 4;

/** WASI file types, as `fd_fdstat_get` reports them. */
const FILETYPE = { characterDevice: 2, directory: 3, regularFile: 4 };

/** The folder under which the command finds its output file; any file name in it is that file. */
export const OUTPUT_FOLDER = '/out';

const encoder = new TextEncoder();

/** Thrown out of the command by `proc_exit`: there is no other way to leave it. */
class Exit extends Error {
	readonly code: number;
	constructor(code: number) {
		super(`the command ended with ${code}`);
		this.code = code;
	}
}

/** What a command left behind. */
export interface CommandResult {
	/** 0 for success. A trap inside the command is thrown instead. */
	readonly exitCode: number;
	/** What it wrote to the file it opened; empty when it opened none. */
	readonly file: Uint8Array<ArrayBuffer>;
}

/**
 * Runs a WASI command to its end in a fresh instance. Blocks: call it in a thread of its own.
 *
 * @param args `argv`, beginning with the command's own name; a NUL would end an argument early
 * @throws WebAssembly.RuntimeError when the command traps
 */
export function runCommand(module: WasmModule, args: readonly string[]): CommandResult {
	const argv = args.map((arg) => encoder.encode(`${arg}\0`));
	const file = new MemoryFile();
	let memory = new Wasm.Memory({ initial: 0 });
	// The views are made anew for each call: memory that grows detaches the old buffer.
	const view = () => new DataView(memory.buffer);
	const bytes = () => new Uint8Array(memory.buffer);
	const setSize = (at: number, value: number) => view().setUint32(at, value, true);

	const imports = {
		args_sizes_get(countAt: number, bytesAt: number): number {
			setSize(countAt, argv.length);
			setSize(
				bytesAt,
				argv.reduce((sum, arg) => sum + arg.length, 0),
			);
			return OK;
		},
		args_get(pointersAt: number, bytesAt: number): number {
			let at = bytesAt;
			for (const [index, arg] of argv.entries()) {
				setSize(pointersAt + 4 * index, at);
				bytes().set(arg, at);
				at += arg.length;
			}
			return OK;
		},
		/** Stands still, so that nothing that the command makes can depend on when it ran. */
		clock_time_get(_clock: number, _precision: bigint, at: number): number {
			view().setBigUint64(at, 0n, true);
			return OK;
		},
		fd_prestat_get(fd: number, at: number): number {
			if (fd !== FOLDER) return BADF;
			setSize(at, 0);
			setSize(at + 4, OUTPUT_FOLDER.length);
			return OK;
		},
		fd_prestat_dir_name(fd: number, at: number, length: number): number {
			if (fd !== FOLDER) return BADF;
			bytes().set(encoder.encode(OUTPUT_FOLDER).subarray(0, length), at);
			return OK;
		},
		fd_fdstat_get(fd: number, at: number): number {
			if (fd > FILE) return BADF;
			bytes().fill(0, at, at + 24);
			const { characterDevice, directory, regularFile } = FILETYPE;
			view().setUint8(at, fd === FOLDER ? directory : fd === FILE ? regularFile : characterDevice);
			// All rights, for the descriptor and for what is opened from it.
			view().setBigUint64(at + 8, 0xffff_ffff_ffff_ffffn, true);
			view().setBigUint64(at + 16, 0xffff_ffff_ffff_ffffn, true);
			return OK;
		},
		fd_fdstat_set_flags: (): number => OK,
		path_open(...args: readonly unknown[]): number {
			// Nine arguments; only the last one matters here: where the new descriptor goes.
			file.truncate();
			setSize(Number(args[8]), FILE);
			return OK;
		},
		/** Standard output and error are dropped: the command may repeat its text there, and text is never logged. */
		fd_write(fd: number, vectorsAt: number, vectors: number, writtenAt: number): number {
			let written = 0;
			for (let index = 0; index < vectors; index++) {
				const start = view().getUint32(vectorsAt + 8 * index, true);
				const length = view().getUint32(vectorsAt + 8 * index + 4, true);
				if (fd === FILE) file.write(bytes().subarray(start, start + length));
				written += length;
			}
			setSize(writtenAt, written);
			return OK;
		},
		fd_read(_fd: number, _vectorsAt: number, _vectors: number, readAt: number): number {
			setSize(readAt, 0);
			return OK;
		},
		fd_seek(fd: number, offset: bigint, whence: number, at: number): number {
			if (fd !== FILE) return BADF;
			view().setBigUint64(at, BigInt(file.seek(Number(offset), whence)), true);
			return OK;
		},
		fd_close: (): number => OK,
		proc_exit(code: number): never {
			throw new Exit(code);
		},
	};

	const instance = new Wasm.Instance(module, { wasi_snapshot_preview1: imports });
	const { memory: exported, _start: start } = instance.exports;
	if (!(exported instanceof Wasm.Memory) || typeof start !== 'function')
		throw new TypeError('not a WASI command: it must export "memory" and "_start"');
	memory = exported;
	try {
		start();
	} catch (error) {
		if (error instanceof Exit) return { exitCode: error.code, file: file.contents() };
		throw error;
	}
	return { exitCode: 0, file: file.contents() };
}
