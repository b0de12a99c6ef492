import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { formatRoomName } from '../../functions/protocol/names.ts';
import { humanIn, makeTestApi, testConfig } from '../../functions/testing.ts';
import { playTape } from './main.ts';

let folder = '';
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'greenroom-replay-'));
	await mkdir(join(folder, 'functions/rooms/kept'), { recursive: true });
	onTestFinished(() => rm(folder, { recursive: true }));
});

/** A real API over HTTP, and a conversation in it: somebody came, hung up, and said what must not be on a tape. */
async function afterACall() {
	const api = makeTestApi();
	const visitor = api.visitor();
	const { room_name: room } = await visitor.token({ timezone: 'Europe/Vienna' });
	await api.comes(room, humanIn(room));
	const agent = api.agent(room);
	const job = { room, jobId: 'AJ_1' };
	const { epoch } = await (await agent('claim', { ...job, agentName: 'greenroom-test' })).json();
	await agent('state', { ...job, epoch, todo: ['call the doctor'] });
	expect((await agent('claim', { ...job, jobId: 'AJ_2', agentName: 'greenroom-test' })).status).toBe(409);
	api.pass(3_000);
	await visitor.request('POST', '/api/livekit/delete-room', { room_name: room });
	const server = serve({ fetch: api.app.fetch, hostname: '127.0.0.1', port: 0 });
	await new Promise((resolve) => server.once('listening', resolve));
	onTestFinished(() => void server.close());
	const { port } = server.address() as AddressInfo;
	const variables = { GREENROOM_API_URL: `http://127.0.0.1:${port}`, OPS_TOKEN: testConfig.opsToken ?? '' };
	return { room, variables };
}

async function play(args: readonly string[], variables: Record<string, string> = {}) {
	const said: string[] = [];
	const complained: string[] = [];
	const surroundings = { root: folder, variables, stateDir: folder };
	const say = (text: string) => said.push(text);
	const exit = await playTape(args, { ...surroundings, say, complain: (text) => complained.push(text) });
	return { exit, said: said.join('\n'), complained: complained.join('\n') };
}

test('the tape of a room is fetched, told, saved, and played again from its file', async () => {
	const { room, variables } = await afterACall();
	const file = join(folder, 'tape.json');
	const { exit, said } = await play(['--room', room, '--save', file], variables);
	expect(exit).toBe(0);
	for (const told of [
		'ask',
		'webhook joined',
		'claim by AJ_1',
		'refused: claim_taken',
		'close: hung_up',
		'delete_room',
	])
		expect(said).toContain(told);
	expect(said).toContain('all decided as they were');
	const text = await readFile(file, 'utf8');
	for (const secret of ['doctor', 'Vienna']) expect(text).not.toContain(secret);
	expect(await play([file])).toMatchObject({ exit: 0, said });
});

test('what is decided otherwise now is named, and is an exit code of its own', async () => {
	const { room, variables } = await afterACall();
	const file = join(folder, 'tape.json');
	await play(['--room', room, '--save', file], variables);
	await writeFile(file, (await readFile(file, 'utf8')).replace('"outcome":"closed"', '"outcome":"already_closed"'));
	const { exit, said } = await play([file]);
	expect(exit).toBe(2);
	expect(said).toContain('OTHERWISE: outcome "already_closed" is now "closed"');
	expect(said).toContain('1 decided otherwise');
});

test('a kept tape is a test', async () => {
	const { room, variables } = await afterACall();
	expect(await play(['--room', room, '--keep', 'hung-up'], variables)).toMatchObject({ exit: 0 });
	const kept = join(folder, 'functions/rooms/kept/hung-up.json');
	expect(JSON.parse(await readFile(kept, 'utf8')).entries.length).toBeGreaterThan(4);
	expect(await play([kept])).toMatchObject({ exit: 0 });
});

test.each([
	[['nowhere.json'], 'nowhere.json cannot be read'],
	[['--room', 'lobby'], 'lobby is no room of Greenroom’s'],
	[['--room', formatRoomName({ stage: 'test', conversation: 'v_12345678', generation: 1 })], 'npm start'],
	[[], 'npm run replay'],
	[['a', 'b'], 'npm run replay'],
	[['a', '--room', 'b'], 'npm run replay'],
	[['a', '--keep', '../x'], 'npm run replay'],
])('%j is answered in words', async (args, sentence) => {
	expect(await play(args)).toMatchObject({ exit: 1, complained: expect.stringContaining(sentence) });
});

test('what is no tape says so', async () => {
	const file = join(folder, 'tape.json');
	for (const [text, sentence] of [
		['not json', 'JSON'],
		['{}', 'not a tape'],
		['{"room":"r","policy":{"graceSeconds":60,"lifecycle":"persistent","dispatch":"explicit"},"entries":[]}', 'empty'],
		[
			'{"room":"r","policy":{"graceSeconds":60,"lifecycle":"persistent","dispatch":"explicit"},"entries":[{"v":9}]}',
			'newer',
		],
	]) {
		await writeFile(file, text ?? '');
		expect(await play([file])).toMatchObject({ exit: 1, complained: expect.stringContaining(sentence ?? '') });
	}
});
