import { describe, expect, test } from 'vitest';
import { makeExpectedVoice, utterancesOf } from './expected-voice.ts';

describe('the agent synthesizes in one go', () => {
	test('a sentence of more than 20 characters', () => {
		expect(utterancesOf('I added milk to your list. You have two items now.')).toEqual([
			'I added milk to your list.',
			'You have two items now.',
		]);
	});

	test('shorter ones together with what follows', () => {
		expect(utterancesOf('Hello again. We were talking about your list. Yes.')).toEqual([
			'Hello again. We were talking about your list.',
			'Yes.',
		]);
	});
});

test('a text is expected to sound the same each time, and as long as it takes to say', async () => {
	const voice = makeExpectedVoice('slt');
	const [once, again] = [await voice('It is ten past nine.'), await makeExpectedVoice('slt')('It is ten past nine.')];
	expect(again).toEqual(once);
	expect(once.seconds).toBeGreaterThan(1);
	expect(once.seconds).toBeLessThan(2.5);
});
