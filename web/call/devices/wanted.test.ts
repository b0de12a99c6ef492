import { describe, expect, it } from 'vitest';
import { wantsCapture } from './wanted.ts';

const there = [
	{ id: 'm1', label: 'One' },
	{ id: 'm2', label: 'Two' },
];

describe('another microphone', () => {
	it('is taken when the one of the call was lost, if there is any', () => {
		expect(wantsCapture({ chosen: '', captured: null, there })).toBe(true);
		expect(wantsCapture({ chosen: 'gone', captured: null, there })).toBe(true);
		expect(wantsCapture({ chosen: 'm1', captured: null, there: [] })).toBe(false);
	});

	it('is taken when the chosen one is back', () => {
		expect(wantsCapture({ chosen: 'm2', captured: 'm1', there })).toBe(true);
		expect(wantsCapture({ chosen: 'm2', captured: 'default', there })).toBe(true);
	});

	it('is not taken while the chosen one works, is away, or nobody chose', () => {
		expect(wantsCapture({ chosen: 'm1', captured: 'm1', there })).toBe(false);
		expect(wantsCapture({ chosen: 'gone', captured: 'm1', there })).toBe(false);
		expect(wantsCapture({ chosen: '', captured: 'default', there })).toBe(false);
	});
});
