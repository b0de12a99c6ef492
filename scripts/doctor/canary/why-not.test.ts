import { expect, test } from 'vitest';
import { whyNot } from './why-not.ts';

// As rtc-node 0.13 says it.
test.each([
	['client error: 401 Unauthorized - invalid token: eyJh.eyJp.c2ln, error: signature is invalid', 'status 401'],
	['server error: 503 Service Unavailable', 'status 503'],
	['transport connection error: IO error: Connection refused (os error 111)', 'connection refused'],
	[
		'transport connection error: IO error: failed to lookup address information: Name or …',
		'failed to lookup address information',
	],
	['something new about eyJh.eyJp.c2ln', 'failed'],
])('%s', (words, why) => {
	expect(whyNot(new Error(`engine: signal failure: ${words}`))).toBe(why);
});

test('what is no error says nothing', () => {
	expect(whyNot('eyJh.eyJp.c2ln')).toBe('failed');
});
