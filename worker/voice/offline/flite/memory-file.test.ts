import { expect, test } from 'vitest';
import { MemoryFile } from './memory-file.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

test('keeps what was written, also where it was written over', () => {
	const file = new MemoryFile();
	file.write(bytes(1, 2, 3, 4));
	expect(file.seek(1, 0)).toBe(1);
	file.write(bytes(9));
	expect(file.seek(0, 1)).toBe(2);
	expect(file.seek(0, 2)).toBe(4);
	file.write(bytes(5));
	expect([...file.contents()]).toEqual([1, 9, 3, 4, 5]);
});

test('grows beyond its first size without losing anything', () => {
	const file = new MemoryFile();
	const chunk = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251);
	for (let part = 0; part < 7; part++) file.write(chunk);
	const contents = file.contents();
	expect(contents).toHaveLength(700_000);
	expect(contents[699_999]).toBe(chunk[99_999]);
	expect(contents.subarray(0, 100_000)).toEqual(chunk);
});

test('has zeros where it was seeked over, and never a position before its start', () => {
	const file = new MemoryFile();
	file.seek(2, 0);
	file.write(bytes(7));
	expect([...file.contents()]).toEqual([0, 0, 7]);
	expect(file.seek(-10, 1)).toBe(0);
});

test('gives a copy', () => {
	const file = new MemoryFile();
	file.write(bytes(1));
	file.contents().fill(0);
	expect([...file.contents()]).toEqual([1]);
	file.truncate();
	expect(file.contents()).toHaveLength(0);
});
