import { expect, test } from 'vitest';
import { parseLine } from './log-line.ts';
import { type Death, sayDeath } from './part.ts';

const lastLines = ['{"level":"warn","msg":"ignored","text":"my secret"}', '{"level":"info","msg":"up"}', 'Error: x'];
const death: Death = {
	part: 'worker',
	title: 'worker',
	how: 'exit code 1',
	ready: true,
	livedMs: 1,
	lastLines: lastLines.map(parseLine),
};

test('a part that had calls is told of without what was said in them', () => {
	expect(sayDeath(death)).toBe('worker ended: exit code 1. Its last lines:\n  ignored\n  Error: x');
});

test('a part that was never ready has had no calls, and all of its last lines help', () => {
	expect(sayDeath({ ...death, ready: false })).toBe(
		['worker ended before it was ready: exit code 1. Its last lines:', ...lastLines].join('\n  '),
	);
});

test('without a line to show there is none', () => {
	expect(sayDeath({ ...death, lastLines: [] })).toBe('worker ended: exit code 1.');
});
