import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createDialect } from './dialect.ts';
import { lacksRedis, startTestServer } from './testing.ts';

vi.setConfig({ testTimeout: 30_000 });

const FLAG = '#!lua flags=allow-key-locking\n';
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');
const refused = { error: expect.stringContaining('was not declared') };

describe.skipIf(lacksRedis())("Upstash's scripts", () => {
	let redis: Awaited<ReturnType<typeof startTestServer>>;
	const { translate } = createDialect();
	beforeAll(async () => {
		redis = await startTestServer();
	});
	afterAll(() => redis.stop());

	const send = async (...command: string[]) => {
		const [reply = null] = await redis.server.connection.send([translate(command)]);
		return Buffer.isBuffer(reply) ? reply.toString() : reply;
	};
	const run = (script: string, keys: string[] = [], args: string[] = []) =>
		send('EVAL', `${FLAG}${script}`, String(keys.length), ...keys, ...args);

	test('are refused by a Redis that is not asked through the bridge', async () => {
		const [reply] = await redis.server.connection.send([['EVAL', `${FLAG}return 1`, '0']]);
		expect(reply).toEqual({ error: expect.stringContaining('Unexpected flag') });
	});

	test('run, and are known by the hash of what was sent', async () => {
		const script = `return ARGV[1] .. redis.sha1hex('') .. #KEYS`;
		expect(await send('EVALSHA', sha1(`${FLAG}${script}`), '0')).toEqual({
			error: expect.stringMatching(/^NOSCRIPT/),
		});
		const answer = `x${sha1('')}2`;
		expect(await run(script, ['a', 'b'], ['x'])).toBe(answer);
		expect(await send('EVALSHA', sha1(`${FLAG}${script}`), '2', 'a', 'b', 'x')).toBe(answer);
		await send('SCRIPT', 'FLUSH');
		expect(await send('evalsha', sha1(`${FLAG}${script}`).toUpperCase(), '0', 'x')).toEqual({
			error: expect.stringMatching(/^NOSCRIPT/),
		});
	});

	test('that are loaded are known by the hash that was answered', async () => {
		const hash = await send('SCRIPT', 'LOAD', `${FLAG}return 7`);
		expect(await send('EVALSHA', String(hash), '0')).toBe(7);
		expect(await send('EVALSHA', sha1(`${FLAG}return 7`), '0')).toBe(7);
	});

	test.each([
		[`redis.call('SET', 'other', '1')`],
		[`redis.call('GET', KEYS[1] .. 'x')`],
		[`redis.call('DEL', KEYS[1], 'other')`],
		[`redis.call('hset', 'other', 'f', 'v')`],
		[`redis.call('ZRANGESTORE', 'other', KEYS[1], 0, -1)`],
		[`redis.call('ZUNIONSTORE', KEYS[1], 2, KEYS[1], 'other')`],
		[`return redis.pcall('SET', 'other', '1')`],
	])('may not touch a key that they have not declared: %s', async (script) => {
		expect(await run(script, ['mine'])).toMatchObject(refused);
		expect(await send('EXISTS', 'other')).toBe(0);
	});

	test('may touch those that they have declared, and run commands without keys', async () => {
		expect(await run(`redis.call('SET', KEYS[1], 'v') return redis.call('GET', KEYS[1])`, ['mine'])).toBe('v');
		expect(await run(`return redis.pcall('GET', KEYS[1])`, ['mine'])).toBe('v');
		expect(await run(`redis.call('PING') return redis.status_reply('fine')`)).toEqual({ status: 'fine' });
	});

	test('say what is wrong with them, and where', async () => {
		expect(await run('\nnonsense here')).toEqual({ error: expect.stringContaining('3: ') });
		expect(await run(`return redis.call('NONSENSE')`)).toEqual({ error: expect.stringContaining('ERR') });
	});

	test('without the flag are as they are anywhere', async () => {
		expect(await send('EVAL', `redis.call('SET', 'free', '1') return redis.call('GET', 'free')`, '0')).toBe('1');
		expect(translate(['SET', 'EVAL', FLAG])).toEqual(['SET', 'EVAL', FLAG]);
	});
});
