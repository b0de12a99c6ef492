import { describe, expect, test } from 'vitest';
import { changesOf, gather, othersIn } from './settings.ts';

const names = ['LIVEKIT_URL', 'OPS_TOKEN'] as const;
const sources = { file: {}, env: {}, stored: new Map<string, string>() };

describe('settings', () => {
	test('a file says more than the environment, and both more than what the stage has', () => {
		const stored = new Map([
			['LIVEKIT_URL', 'stored'],
			['OPS_TOKEN', 'stored'],
		]);
		const from = (file: object, env: object) => gather(names, { file: { ...file }, env: { ...env }, stored }).settings;
		expect(from({ LIVEKIT_URL: 'file' }, { LIVEKIT_URL: 'env', OPS_TOKEN: 'env' })).toEqual(
			new Map([
				['LIVEKIT_URL', 'file'],
				['OPS_TOKEN', 'env'],
			]),
		);
		expect(from({}, {})).toEqual(stored);
	});

	test('what is empty was not given, and no value ends in a line break', () => {
		const { settings, absent } = gather(names, { ...sources, file: { LIVEKIT_URL: ' ' }, env: { OPS_TOKEN: 'x\n' } });
		expect(settings).toEqual(new Map([['OPS_TOKEN', 'x']]));
		expect(absent).toEqual(['LIVEKIT_URL']);
	});

	test('nobody is given what was not asked for', () => {
		const { settings } = gather(names, { ...sources, env: { AWS_SECRET_ACCESS_KEY: 'x', LIVEKIT_API_KEY: 'x' } });
		expect(settings.size).toBe(0);
	});
});

test('each is new, changed or unchanged', () => {
	const settings = new Map([
		['LIVEKIT_URL', 'a'],
		['LIVEKIT_API_KEY', 'b'],
		['OPS_TOKEN', 'c'],
	] as const);
	const stored = new Map([
		['LIVEKIT_API_KEY', 'x'],
		['OPS_TOKEN', 'c'],
		['OPENAI_API_KEY', 'd'],
	]);
	expect([...changesOf(settings, stored)]).toEqual([
		['LIVEKIT_URL', 'new'],
		['LIVEKIT_API_KEY', 'changed'],
		['OPS_TOKEN', 'unchanged'],
	]);
	expect(othersIn(stored, settings)).toEqual(['OPENAI_API_KEY']);
});
