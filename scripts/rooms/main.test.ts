import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RoomsResponse } from '../../functions/protocol/operator.ts';
import { serveJson } from '../deployment/testing.ts';
import { writeRunning } from '../start/running-file.ts';
import { showRooms } from './main.ts';

const OPS_TOKEN = 'a token of operators';
const room = { name: 'greenroom.test.v_12345678.1', stored: null, listed: null, orphan: null } as const;
const found = (others: Partial<RoomsResponse> = {}): RoomsResponse => ({
	at: 1_795_000_000_000,
	livekit: true,
	truncated: false,
	rooms: [room],
	...others,
});

/** The operator's door of an API. */
const api = (response: object) =>
	serveJson(({ path, headers }) => {
		if (headers.authorization !== `Bearer ${OPS_TOKEN}`) return { status: 401, body: { code: 'unauthorized' } };
		return path.startsWith('/api/livekit/rooms') ? { body: response } : { status: 404, body: {} };
	});

async function rooms(variables: Record<string, string | undefined>, args: readonly string[] = [], dir?: string) {
	const stateDir = dir ?? (await folder());
	const said: string[] = [];
	const complained: string[] = [];
	const exit = await showRooms(args, {
		...{ variables, stateDir },
		say: (text) => said.push(text),
		complain: (text) => complained.push(text),
	});
	return { exit, said: said.join('\n'), complained: complained.join('\n') };
}
async function folder(): Promise<string> {
	const made = await mkdtemp(join(tmpdir(), 'greenroom-rooms-'));
	onTestFinished(() => rm(made, { recursive: true }));
	return made;
}

test('rooms are shown, and an orphan is an exit code of its own', async () => {
	const { url, asked } = await api(found());
	expect(await rooms({ GREENROOM_API_URL: url, OPS_TOKEN }, ['--limit', '7'])).toMatchObject({
		exit: 0,
		said: expect.stringContaining(room.name),
		complained: '',
	});
	expect(asked.map(({ path }) => path)).toEqual(['/api/livekit/rooms?limit=7']);
	const orphaned = await api(found({ rooms: [room, { ...room, orphan: 'tombstone' }] }));
	expect(await rooms({ GREENROOM_API_URL: orphaned.url, OPS_TOKEN })).toMatchObject({ exit: 2 });
});

test('--json prints what the door says, with what this version does not know', async () => {
	const { url } = await api({ ...found(), later: 'added' });
	const { said, exit } = await rooms({ GREENROOM_API_URL: url, OPS_TOKEN }, ['--json']);
	expect(JSON.parse(said)).toEqual({ ...found(), later: 'added' });
	expect(exit).toBe(0);
});

test('a LiveKit that is silent is no clean look', async () => {
	const { url } = await api(found({ livekit: false }));
	expect(await rooms({ GREENROOM_API_URL: url, OPS_TOKEN })).toMatchObject({
		exit: 1,
		said: expect.stringContaining('LiveKit does not answer the API'),
	});
});

test('without a deployment in the environment it is what npm start runs', async () => {
	const dir = await folder();
	expect(await rooms({}, [], dir)).toMatchObject({ exit: 1, complained: expect.stringContaining('does not run here') });
	const { url } = await api(found());
	const variables = { GREENROOM_API_URL: url, OPS_TOKEN };
	await writeRunning(dir, { pid: process.pid, url, variables });
	expect(await rooms({}, [], dir)).toMatchObject({ exit: 0 });
	await writeRunning(dir, { pid: 2 ** 30, url, variables });
	expect(await rooms({}, [], dir)).toMatchObject({ exit: 1, complained: expect.stringContaining('was killed here') });
});

test.each([
	['a wrong token', { OPS_TOKEN: 'another token of operators' }, 'refuses this OPS_TOKEN'],
	['no token', {}, 'OPS_TOKEN is not set'],
	['a token that cannot be one', { OPS_TOKEN: 'short' }, 'OPS_TOKEN must have at least 16 characters'],
])('%s is named', async (_, variables, sentence) => {
	const { url } = await api(found());
	const { exit, complained } = await rooms({ GREENROOM_API_URL: url, ...variables });
	expect(exit).toBe(1);
	expect(complained).toContain(sentence);
});

test.each([
	['has no such door', { status: 404, body: { code: 'not_found' } }, 'has no doors for operators'],
	['has lost its store', { status: 503, body: problem('store_unavailable') }, 'The store of the API'],
	['breaks', { status: 500, body: problem('internal_error') }, 'answers with status 500'],
	['is something else', { status: 200, body: { hello: 'world' } }, 'is not this version of Greenroom'],
])('an API that %s is named', async (_, answer, sentence) => {
	const { url } = await serveJson(() => answer);
	const { exit, complained } = await rooms({ GREENROOM_API_URL: url, OPS_TOKEN });
	expect(exit).toBe(1);
	expect(complained).toContain(sentence);
});

test('an API that is not there is named with why', async () => {
	const { exit, complained } = await rooms({ GREENROOM_API_URL: 'http://nowhere.invalid', OPS_TOKEN });
	expect(exit).toBe(1);
	expect(complained).toContain('http://nowhere.invalid does not answer: its name is not known here');
});

test.each([[['--limit', '0']], [['--limit', 'all']], [['--jason']], [['here']]])(
	'%j is not understood',
	async (args) => {
		expect(await rooms({}, args)).toMatchObject({ exit: 1, complained: expect.stringContaining('npm run rooms') });
	},
);

function problem(code: string) {
	return { type: 'about:blank', title: 'no', status: 500, code };
}
