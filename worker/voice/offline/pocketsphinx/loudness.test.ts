import { expect, it } from 'vitest';
import { isQuiet } from './loudness.ts';

/** @param level in dBFS, effective */
const tone = (level: number, milliseconds: number): Int16Array =>
	Int16Array.from(
		{ length: milliseconds * 16 },
		(_, index) => Math.SQRT2 * 0x7fff * 10 ** (level / 20) * Math.sin(index / 3),
	);
const joined = (...parts: Int16Array[]): Int16Array => Int16Array.from(parts.flatMap((part) => [...part]));

it.each([
	{ level: -60, quiet: true },
	{ level: -50, quiet: true },
	{ level: -40, quiet: false },
	{ level: -20, quiet: false },
])('sound of $level dBFS is quiet: $quiet', ({ level, quiet }) => {
	expect(isQuiet(tone(level, 500))).toBe(quiet);
});

it('a word in a long silence is not quiet', () => {
	const silence = new Int16Array(32_000);
	expect(isQuiet(joined(silence, tone(-35, 200), silence))).toBe(false);
});

it('a click is quiet', () => {
	expect(isQuiet(joined(new Int16Array(8_000), tone(-40, 3), new Int16Array(8_000)))).toBe(true);
});
