import { expect, test } from 'vitest';
import type { Decoding } from './decoding.ts';
import { judge, LEAST_MARGIN, MOST_LEFT_OUT } from './judgement.ts';

/** Each stretch is a word, or `null` for silence, and how many frames it lasts. */
function decoding(acoustic: number, ...stretches: (readonly [string | null, number])[]): Decoding {
	let end = 0;
	const segments = stretches.map(([word, frames]) => {
		const start = end;
		end += frames;
		return { word, start, end };
	});
	return { acoustic, segments };
}
const hello = (acoustic: number) => decoding(acoustic, [null, 20], ['hello', 60], [null, 20]);
const phones = (acoustic: number) => decoding(acoustic, [null, 20], ['HH', 30], ['OW', 30], [null, 20]);

test('takes words that explain the sound as well as phones do', () => {
	expect(judge(hello(-1_000), phones(-900))).toEqual({ outcome: 'heard', text: 'hello' });
});

test('rejects words that explain it much worse, however long it is', () => {
	const worse = 100 * LEAST_MARGIN - 1;
	expect(judge(hello(worse), phones(0))).toEqual({ outcome: 'rejected', reason: 'unlikely' });
	expect(judge(hello(worse + 1), phones(0))).toMatchObject({ outcome: 'heard' });
	const long = (acoustic: number) => decoding(acoustic, ['hello', 200]);
	expect(judge(long(worse), decoding(0, ['HH', 200]))).toMatchObject({ outcome: 'heard' });
});

test('rejects words that leave out a part of what was said', () => {
	const more = (frames: number) => decoding(0, [null, 20], ['HH', 60], ['D', frames], [null, 20]);
	const words = decoding(0, [null, 20], ['hello', 60], [null, 120]);
	expect(judge(words, more(MOST_LEFT_OUT))).toMatchObject({ outcome: 'heard' });
	expect(judge(words, more(MOST_LEFT_OUT + 1))).toEqual({ outcome: 'rejected', reason: 'incomplete' });
});

test('makes nothing of silence', () => {
	expect(judge(decoding(0, [null, 100]), phones(0))).toEqual({ outcome: 'nothing' });
	expect(judge(null, phones(0))).toEqual({ outcome: 'nothing' });
	expect(judge(hello(0), null)).toEqual({ outcome: 'nothing' });
});
