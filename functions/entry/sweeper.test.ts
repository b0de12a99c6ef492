import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { lacksRedis, startTestRedis, type TestRedis, TOKEN } from '../../scripts/redis/testing.ts';
import { recordKey, writeFacts } from '../conversations/record.ts';
import { startTestTwirp } from '../livekit/twirp/testing.ts';
import { close } from '../rooms/closing.ts';
import { newFacts } from '../rooms/facts.ts';
import { openStore } from '../store/index.ts';
import { startTestParameters, variablesOf } from './settings/testing.ts';

const STAGE = 'sweeper-test';
const alive = `greenroom.${STAGE}.v_stranger.1794000000`;
const room = { name: alive, sid: 'RM_1', creationTimeMs: '1795000000000', departureTimeout: 90 };
const human = { sid: 'PA_1', identity: 'human-v_stranger', kind: 'STANDARD', state: 'ACTIVE' };

/** A function that has just been started. */
async function cold() {
	vi.resetModules();
	const { handler } = await import('./sweeper.ts');
	return handler;
}

afterEach(() => {
	vi.unstubAllEnvs();
});

describe('the sweeper as a function', () => {
	it('names what its environment lacks', async () => {
		for (const name of ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET', 'STAGE']) vi.stubEnv(name, '');
		await expect((await cold())()).rejects.toThrow(/LIVEKIT_URL is not set(.|\n)*STAGE is not set/);
	});
});

describe.skipIf(lacksRedis())('the sweeper as a function, over a database', () => {
	let redis: TestRedis;
	let livekit: Awaited<ReturnType<typeof startTestTwirp>>;
	beforeAll(async () => {
		redis = await startTestRedis();
		livekit = await startTestTwirp(({ method }) => {
			if (method === 'ListRooms') return { json: { rooms: [room, { ...room, name: 'another program’s' }] } };
			return { json: method === 'ListParticipants' ? { participants: [human] } : {} };
		});
	});
	afterAll(async () => {
		await livekit[Symbol.asyncDispose]();
		await redis.stop();
	});
	beforeEach(async () => {
		await redis.clear();
		livekit.asked.length = 0;
		vi.stubEnv('LIVEKIT_URL', livekit.url);
		vi.stubEnv('LIVEKIT_API_KEY', 'devkey');
		vi.stubEnv('LIVEKIT_API_SECRET', '0123456789abcdef0123456789abcdef');
		vi.stubEnv('STAGE', STAGE);
		vi.stubEnv('UPSTASH_REDIS_REST_URL', redis.bridge.url);
		vi.stubEnv('UPSTASH_REDIS_REST_TOKEN', TOKEN);
	});

	const store = () => openStore(process.env, STAGE);
	const asked = (method: string) => livekit.asked.filter((one) => one.method === method);
	/** Somebody has hung up, and whoever should have deleted the room has died. */
	async function leavesBehind(conversation: string): Promise<string> {
		const open = newFacts(Date.now() - 60_000);
		const { facts } = close(open, open.generation, 'hung_up', Date.now() - 30_000);
		const options = { fence: 0, deadline: Date.now() - 30_000, ttlMs: 3_600_000 };
		await store().save(recordKey(STAGE, conversation), writeFacts(facts), 0, options);
		return `greenroom.${STAGE}.${conversation}.${open.generation}`;
	}

	it('does what is due, and lists all rooms, also when no worker lives', async () => {
		const left = await leavesBehind('v_somebody');
		await (await cold())();
		expect(asked('DeleteRoom').map(({ body }) => body)).toEqual([{ room: left }]);
		expect(await store().load(recordKey(STAGE, 'v_stranger'), { last: 0 })).toMatchObject({ version: 1 });
		expect(await store().counters()).toMatchObject({ swept: 1, adopted: 1, listings: 1 });
	});

	it('does it again while it stays warm, and lists only when it is time', async () => {
		const handler = await cold();
		await handler();
		const left = await leavesBehind('v_later_on');
		await handler();
		expect(asked('DeleteRoom').map(({ body }) => body)).toEqual([{ room: left }]);
		expect(await store().counters()).toMatchObject({ listings: 1 });
		expect(asked('ListRooms').filter(({ body }) => !('names' in body))).toHaveLength(1);
	});

	it('does all that is due, and not only as much as one sweep does', async () => {
		const left = await Promise.all(Array.from({ length: 45 }, (_, i) => leavesBehind(`v_somebody_${i}`)));
		await (await cold())();
		expect(asked('DeleteRoom').map(({ body }) => body['room'])).toEqual(expect.arrayContaining(left));
		expect(await store().counters()).toMatchObject({ swept: 45 });
	});

	it('takes its secrets from the parameters of its stage, and asks for them again when it could not have them', async () => {
		const names = [
			'LIVEKIT_URL',
			'LIVEKIT_API_KEY',
			'LIVEKIT_API_SECRET',
			'UPSTASH_REDIS_REST_URL',
			'UPSTASH_REDIS_REST_TOKEN',
		];
		const secrets = Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']));
		const parameters = await startTestParameters(secrets);
		onTestFinished(() => parameters[Symbol.asyncDispose]());
		for (const name of names) vi.stubEnv(name, '');
		for (const [name, value] of Object.entries(variablesOf(parameters.url))) vi.stubEnv(name, value);
		const handler = await cold();
		parameters.meet({ status: 400, type: 'AccessDeniedException' });
		await expect(handler()).rejects.toThrow('ssm:GetParametersByPath');
		for (let minute = 0; minute < 2; minute++) await handler();
		expect(parameters.asked).toHaveLength(2);
		expect(await openStore(secrets, STAGE).counters()).toMatchObject({ listings: 1 });
	});

	it('fails where the schedule sees it, when the store does not answer', async () => {
		vi.stubEnv('UPSTASH_REDIS_REST_TOKEN', 'another token');
		await expect((await cold())()).rejects.toMatchObject({ name: 'StoreUnavailable' });
	});
});
