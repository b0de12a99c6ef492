import { describe, expect, it } from 'vitest';
import { isTrace, newTrace, traceOf, traceparentOf } from './trace.ts';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('a trace', () => {
	it('is 16 random bytes, and goes along in the standard header', () => {
		const made = newTrace((bytes) => new Uint8Array(bytes).fill(7));
		expect(made).toBe('07'.repeat(16));
		expect(traceOf(traceparentOf(made))).toBe(made);
	});

	it('is read from what others’ tracing sends, later versions included', () => {
		expect(traceOf(`00-${trace}-00f067aa0ba902b7-01`)).toBe(trace);
		expect(traceOf(`01-${trace}-00f067aa0ba902b7-01-more`)).toBe(trace);
	});

	it.each([
		undefined,
		null,
		'',
		trace,
		`00-${trace.toUpperCase()}-00f067aa0ba902b7-01`,
		`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
	])('is none in %j', (header) => {
		expect(traceOf(header)).toBeNull();
	});

	it('is told from everything else', () => {
		expect(isTrace(trace)).toBe(true);
		expect(isTrace(`${trace}0`)).toBe(false);
		expect(isTrace('0'.repeat(32))).toBe(false);
	});
});
