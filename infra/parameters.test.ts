import { expect, test } from 'vitest';
import { environmentSchema } from '../functions/protocol/environment.ts';
import { parameterName, parameterPath, requiredParameters, workerParameters } from './parameters.ts';

const voices = ['offline', 'inference', 'openai'] as const;

test('a parameter lies where `sst secrets set` puts it', () => {
	expect(parameterPath('pr-7')).toBe('/sst/greenroom/pr-7/Secret');
	expect(parameterName('pr-7', 'LIVEKIT_API_KEY')).toBe('/sst/greenroom/pr-7/Secret/LIVEKIT_API_KEY/value');
});

test('the path of one stage holds nothing of another', () => {
	expect(parameterName('pr-12', 'OPS_TOKEN').startsWith(`${parameterPath('pr-1')}/`)).toBe(false);
});

test.each(voices)('with the voice %s the worker is given nothing that is not asked for at the set-up', (voice) => {
	expect(requiredParameters(voice)).toEqual(expect.arrayContaining([...workerParameters(voice)]));
});

test.each(voices)('with the voice %s each one is a variable that Greenroom reads, and named once', (voice) => {
	const names = requiredParameters(voice);
	expect(names.every((name) => name in environmentSchema.shape)).toBe(true);
	expect(new Set(names).size).toBe(names.length);
});

test("OpenAI's key is asked for with that voice alone", () => {
	expect(voices.filter((voice) => requiredParameters(voice).includes('OPENAI_API_KEY'))).toEqual(['openai']);
	expect(voices.filter((voice) => workerParameters(voice).includes('OPENAI_API_KEY'))).toEqual(['openai']);
});

test('the worker gets no key of the store, and not the token of the operator', () => {
	const given = voices.flatMap((voice) => workerParameters(voice));
	expect(given.filter((name) => /UPSTASH|OPS/.test(name))).toEqual([]);
});
