import { describe, expect, test } from 'vitest';
import { fault, named, ok } from '../doctor/finding.ts';
import { type Around, setUp } from './setup.ts';

const given = {
	LIVEKIT_URL: 'wss://greenroom-x1.livekit.cloud',
	LIVEKIT_API_KEY: 'APIabcdefghi',
	LIVEKIT_API_SECRET: 'a-secret-of-thirty-two-characters-or-more',
	UPSTASH_REDIS_REST_URL: 'https://eu1-moth-12345.upstash.io',
	UPSTASH_REDIS_REST_TOKEN: 'a-token-of-upstash',
	OPS_TOKEN: 'a-token-of-the-operator',
};
const settings = { verb: 'setup', stage: 'pr-7', from: null, offline: false, check: false } as const;

function surroundings(more: Partial<Around> & { readonly stored?: Readonly<Record<string, string>> } = {}) {
	const { stored = {}, ...others } = more;
	const lines: string[] = [];
	const written = new Map<string, string>();
	const around: Around = {
		env: {},
		region: 'us-east-1',
		parameters: {
			read: async () => new Map(Object.entries(stored)),
			write: async (name, value) => void written.set(name, value),
			removeAll: async () => [],
		},
		siteUrl: async () => null,
		readFile: async () => ({}),
		ask: null,
		reach: async () => [named('livekit', ok('answers', `${given.LIVEKIT_URL} answers.`))],
		makeToken: () => 'a-token-that-was-made',
		say: (text) => lines.push(text),
		complain: (text) => lines.push(text),
		...others,
	};
	return { around, written, said: () => lines.join('\n') };
}

describe('settings of a stage', () => {
	test('are written once, and told by name', async () => {
		const first = surroundings({ env: given });
		expect(await setUp(settings, first.around)).toBe(0);
		expect(Object.fromEntries(first.written)).toEqual(given);
		expect(first.said()).toMatch(/^ {2}new {8}LIVEKIT_URL$/m);

		const again = surroundings({ env: given, stored: { ...given, OPENAI_API_KEY: 'x' } });
		expect(await setUp(settings, again.around)).toBe(0);
		expect(again.written.size).toBe(0);
		expect(again.said()).toMatch(/^ {2}unchanged {2}OPS_TOKEN$/m);
		expect(again.said()).toMatch(/^ {2}also there OPENAI_API_KEY$/m);
	});

	test('can be changed one by one', async () => {
		const { around, written, said } = surroundings({ env: { OPS_TOKEN: 'another-token-of-theirs' }, stored: given });
		expect(await setUp(settings, around)).toBe(0);
		expect([...written.keys()]).toEqual(['OPS_TOKEN']);
		expect(said()).toMatch(/^ {2}changed {4}OPS_TOKEN$/m);
	});

	test('come from a file, from somebody who is asked, and the token of the operator from nowhere', async () => {
		const { LIVEKIT_API_SECRET: secret, OPS_TOKEN: _, ...rest } = given;
		const asked: string[] = [];
		const { around, written } = surroundings({
			readFile: async (file) => (file === '.env.pr-7' ? rest : {}),
			ask: async (name) => {
				asked.push(name);
				return secret;
			},
		});
		expect(await setUp({ ...settings, from: '.env.pr-7' }, around)).toBe(0);
		expect(asked).toEqual(['LIVEKIT_API_SECRET']);
		expect(Object.fromEntries(written)).toEqual({ ...given, OPS_TOKEN: 'a-token-that-was-made' });
	});

	test('are asked for by the voice', async () => {
		const { around, said } = surroundings({ env: { ...given, VOICE: 'openai' } });
		expect(await setUp(settings, around)).toBe(1);
		expect(said()).toContain('OPENAI_API_KEY is not set');
	});

	test('that are absent or cannot be right are all named, and nothing is written', async () => {
		const { around, written, said } = surroundings({
			env: { ...given, LIVEKIT_URL: 'greenroom', LIVEKIT_API_SECRET: 'short', UPSTASH_REDIS_REST_TOKEN: undefined },
		});
		expect(await setUp(settings, around)).toBe(1);
		for (const what of ['LIVEKIT_URL must be', 'LIVEKIT_API_SECRET must have', 'UPSTASH_REDIS_REST_TOKEN is not set'])
			expect(said()).toContain(what);
		expect(said()).toContain('Nothing was written.');
		expect(written.size).toBe(0);
	});

	test('that LiveKit does not take are not written, unless nobody is asked', async () => {
		const reach = async () => [
			named('keys', fault('wrong_key', `It does not know key ${given.LIVEKIT_API_KEY}.`, 'Mend it.')),
		];
		const { around, written, said } = surroundings({ env: given, reach });
		expect(await setUp(settings, around)).toBe(1);
		expect(said()).toContain('It does not know key LIVEKIT_API_KEY.');
		expect(written.size).toBe(0);
		expect(await setUp({ ...settings, offline: true }, around)).toBe(0);
		expect(written.size).toBe(6);
	});
});

describe('no value is told', () => {
	const tells = (said: string) =>
		Object.entries(given)
			.filter(([, value]) => said.includes(value))
			.map(([name]) => name);

	test('when all is well, or nothing is', async () => {
		for (const env of [given, { ...given, LIVEKIT_URL: 'not a url', OPS_TOKEN: 'short' }, {}]) {
			const { around, said } = surroundings({ env, stored: { ...given, LIVEKIT_API_SECRET: 'x'.repeat(40) } });
			await setUp(settings, around);
			expect(tells(said())).toEqual([]);
			expect(said()).not.toContain('not a url');
			expect(said()).not.toContain('x'.repeat(40));
		}
	});

	test('when AWS repeats what it was sent', async () => {
		const { around } = surroundings({
			env: given,
			parameters: {
				read: async () => new Map(),
				write: async (_, value) => Promise.reject(new Error(`Value '${value}' at 'value' failed`)),
				removeAll: async () => [],
			},
		});
		await expect(setUp(settings, around)).rejects.toThrow("Value 'LIVEKIT_URL' at 'value' failed");
	});
});

test('--check writes nothing, asks nobody, and says what is absent', async () => {
	const never = async () => Promise.reject(new Error('nobody is asked'));
	const lacking = surroundings({ env: given, ask: never, reach: never, stored: { LIVEKIT_URL: 'x' } });
	expect(await setUp({ ...settings, check: true }, lacking.around)).toBe(1);
	expect(lacking.said()).toContain('Stage pr-7 lacks LIVEKIT_API_KEY, LIVEKIT_API_SECRET, UPSTASH');
	expect(lacking.said()).toContain('npm run setup:stage pr-7');
	expect(lacking.written.size).toBe(0);
	const complete = surroundings({ stored: given, ask: never, reach: never });
	expect(await setUp({ ...settings, check: true }, complete.around)).toBe(0);
});

test('what is no stage is refused, before AWS is asked', async () => {
	await expect(setUp({ ...settings, stage: 'Pr_7' }, surroundings().around)).rejects.toThrow('"Pr_7" is no stage');
});
