import { expect, test } from 'vitest';
import { traceOfJob } from './trace.ts';

const trace = '0af7651916cd43dd8448eb211c80319c';
const metadata = { conversation: 'conversation', generation: 1, nonce: 'n' };

test('the trace comes with the dispatch', () => {
	expect(traceOfJob(JSON.stringify({ ...metadata, trace }))).toBe(trace);
});

test.each([
	['automatic dispatch has no metadata', ''],
	['the page had none', JSON.stringify(metadata)],
	['the page had none, and the API says so', JSON.stringify({ ...metadata, trace: null })],
	['it is no trace', JSON.stringify({ ...metadata, trace: 'my secret' })],
	['it is somebody else’s metadata', JSON.stringify({ trace })],
	['it is no object', '"x"'],
	['it is no JSON', '{'],
])('there is none when %s', (_why, text) => {
	expect(traceOfJob(text)).toBeNull();
});
