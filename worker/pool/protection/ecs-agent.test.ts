import { describe, expect, it, onTestFinished } from 'vitest';
import { makeEcsAgent } from './ecs-agent.ts';
import { type Fault, startEcsAgent } from './testing.ts';

async function setUp(fault: Fault | null = null, withinMs?: number) {
	const server = await startEcsAgent();
	onTestFinished(server.stop);
	server.fail(fault);
	return { server, agent: makeEcsAgent(server.uri, withinMs) };
}

describe('the ECS agent', () => {
	it('is asked in its own words, and no others', async () => {
		const { server, agent } = await setUp();
		expect(await agent({ minutes: 120 })).toEqual({ outcome: 'done' });
		expect(server.isProtected()).toBe(true);
		expect(await agent('unprotected')).toEqual({ outcome: 'done' });
		expect(server.isProtected()).toBe(false);
		expect(server.puts.map(({ body }) => body)).toEqual([
			{ ProtectionEnabled: true, ExpiresInMinutes: 120 },
			{ ProtectionEnabled: false },
		]);
	});

	it('refuses with HTTP 200', async () => {
		const { agent } = await setUp({ failure: 'TASK_NOT_VALID' });
		expect(await agent({ minutes: 1 })).toEqual({ outcome: 'refused', type: 'TASK_NOT_VALID' });
	});

	it('says that a deploy blocks', async () => {
		const { agent } = await setUp({ failure: 'DEPLOYMENT_BLOCKED' });
		expect(await agent({ minutes: 1 })).toEqual({ outcome: 'blocked' });
	});

	it.each<[string, Fault, string, string]>([
		['it is throttled', { status: 400, code: 'ThrottlingException' }, 'refused', 'ThrottlingException'],
		['it has no right to', { status: 400, code: 'AccessDeniedException' }, 'refused', 'AccessDeniedException'],
		['it is broken', { status: 500, code: 'ServerException' }, 'unknown', 'ServerException'],
		['it gives up itself', { slowMs: 20 }, 'unknown', 'RequestTimeout'],
		['it answers anything', 'garbage', 'unknown', 'unreadable'],
		['it says otherwise', 'contradicts', 'unknown', 'contradicted'],
		['its word is no word', { failure: 'a sentence of somebody' }, 'unknown', 'unreadable'],
		['its code is none', { status: 418, code: 'I am a teapot' }, 'refused', 'http_418'],
	])('is known to have failed when %s', async (_what, fault, outcome, type) => {
		const { agent } = await setUp(fault);
		expect(await agent({ minutes: 1 })).toEqual({ outcome, type });
	});

	it('is not waited for', async () => {
		const { agent } = await setUp('hangs', 50);
		expect(await agent({ minutes: 1 })).toEqual({ outcome: 'unknown', type: 'timeout' });
		expect(await (await setUp({ slowMs: 5_000 }, 50)).agent('unprotected')).toMatchObject({ type: 'timeout' });
	});

	it('may not be there', async () => {
		expect(await makeEcsAgent('http://127.0.0.1:1')({ minutes: 1 })).toEqual({
			outcome: 'unknown',
			type: 'unreachable',
		});
	});
});
