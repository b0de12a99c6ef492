import { expect, test } from 'vitest';
import { untold } from './untold.ts';

const values = new Map([
	['LIVEKIT_URL', 'wss://greenroom-x1.livekit.cloud'],
	['LIVEKIT_API_KEY', 'APIabcdef'],
	['LIVEKIT_API_SECRET', 'APIabcdefAndMore'],
	['UPSTASH_REDIS_REST_URL', 'https://eu1-moth-12345.upstash.io'],
	['SHORT', 'a'],
]);
const tell = untold(values);

test.each([
	['wss://greenroom-x1.livekit.cloud answers.', 'LIVEKIT_URL answers.'],
	['greenroom-x1.livekit.cloud answers.', 'LIVEKIT_URL answers.'],
	['Redis at eu1-moth-12345.upstash.io refuses.', 'Redis at UPSTASH_REDIS_REST_URL refuses.'],
	['APIabcdefAndMore, APIabcdef', 'LIVEKIT_API_SECRET, LIVEKIT_API_KEY'],
	['an answer', 'an answer'],
])('%s', (text, said) => {
	expect(tell(text)).toBe(said);
});
