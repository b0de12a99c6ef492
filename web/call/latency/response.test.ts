import { describe, expect, it } from 'vitest';
import { type ResponseEvent, responseAfter, UNASKED } from './response.ts';

const took = (...events: readonly ResponseEvent[]) => events.reduce(responseAfter, UNASKED).took;
const asked = (at: number) => ({ type: 'asked', at }) as const;
const speaking = (at: number) => ({ type: 'speaking', at }) as const;

describe('the time to an answer', () => {
	it('goes from the end of the question to the first of the answer', () => {
		expect(took(asked(1_000), speaking(1_640))).toBe(640);
	});

	it('begins with the last of what somebody says', () => {
		expect(took(asked(1_000), asked(2_000), speaking(2_500))).toBe(500);
	});

	it('is measured once for each question, and kept until the next answer', () => {
		expect(took(asked(0), speaking(500), speaking(9_000), asked(10_000))).toBe(500);
	});

	it('is none of a greeting, nor of an agent that was not asked', () => {
		expect(took(speaking(500))).toBeNull();
		expect(took(asked(0), { type: 'lost' }, speaking(30_000))).toBeNull();
	});
});
