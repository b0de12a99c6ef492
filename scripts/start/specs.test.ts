import { expect, test } from 'vitest';
import { apiSpec, livekitSpec, pageSpec, storeSpec, workerSpec } from './specs.ts';

const secret = 's'.repeat(32);
const livekit = { url: 'ws://127.0.0.1:7880', apiKey: 'key', apiSecret: secret };
const place = {
	root: '/repository',
	variables: { PATH: '/bin', STAGE: 'x', PORT: '1', LIVEKIT_API_SECRET: 'of the shell', NODE_ENV: 'test' },
};
const token = 't'.repeat(32);
const storeAccess = { url: 'http://127.0.0.1:5000', token };
const apiPlan = {
	program: '/api.mjs',
	port: 3001,
	livekit,
	store: storeAccess,
	page: '/dist',
	opsToken: 'o'.repeat(32),
};
const api = apiSpec(place, apiPlan);
const store = storeSpec(place, { program: '/store.mjs', binary: '/redis', folder: '/state', port: 5000, token });
const worker = workerSpec(place, { program: '/main.mjs', port: 4000, livekit, apiUrl: 'http://127.0.0.1:3001' });
const server = livekitSpec(place, { binary: '/livekit-server', configFile: '/livekit.yaml', port: 7880 });
const page = pageSpec(place, { port: 3000, apiUrl: 'http://127.0.0.1:3001' });

test('each part is told where the others are', () => {
	expect(api.command.env).toMatchObject({ PORT: '3001', LIVEKIT_URL: livekit.url, GREENROOM_PAGE: '/dist' });
	expect(worker.command.env).toMatchObject({ WORKER_PORT: '4000', GREENROOM_API_URL: 'http://127.0.0.1:3001' });
	expect(page.command.env).toMatchObject({ PORT: '3000', GREENROOM_API_URL: 'http://127.0.0.1:3001' });
	expect(server.command.args).toEqual(['--config', '/livekit.yaml']);
	expect(store.command.args).toEqual(['/store.mjs', '/redis', '/state', '5000']);
	expect(store.command.env).toEqual({ PATH: '/bin', UPSTASH_REDIS_REST_TOKEN: token });
	expect(api.command.env).toMatchObject({ UPSTASH_REDIS_REST_URL: storeAccess.url, UPSTASH_REDIS_REST_TOKEN: token });
});

test('what is started here signs with its own keys, whatever a shell says', () => {
	expect(api.command.env['LIVEKIT_API_SECRET']).toBe(secret);
	expect(worker.command.env['LIVEKIT_API_SECRET']).toBe(secret);
});

test('the API alone is given the operator’s token that was made here', () => {
	const tokens = [api, worker, server, store, page].map(({ command }) => command.env['OPS_TOKEN']);
	expect(tokens).toEqual([apiPlan.opsToken, undefined, undefined, undefined, undefined]);
});

test('an API without a store is given no part of one', () => {
	const shell = { ...place.variables, UPSTASH_REDIS_REST_TOKEN: 'of the shell' };
	const { env } = apiSpec({ ...place, variables: shell }, { ...apiPlan, store: null }).command;
	expect([env['UPSTASH_REDIS_REST_URL'], env['UPSTASH_REDIS_REST_TOKEN']]).toEqual([undefined, undefined]);
});

test('other variables reach API and worker, but no variable can configure livekit-server', () => {
	expect(api.command.env['STAGE']).toBe('x');
	expect(worker.command.env['STAGE']).toBe('x');
	expect(server.command.env).toEqual({ PATH: '/bin' });
});

test('no secret is in an argument, where every user of the machine can read it', () => {
	const shown = [api, worker, server, store, page].flatMap(({ command }) => [command.command, ...command.args]);
	expect(shown.join(' ')).not.toContain(secret);
	expect(shown.join(' ')).not.toContain(token);
	expect(shown.join(' ')).not.toContain(apiPlan.opsToken);
});

test('a test runner does not change what is started', () => {
	expect(api.command.env['NODE_ENV']).toBe('production');
	expect(page.command.env['NODE_ENV']).toBe('development');
});

test('all ends with livekit-server or the page server, and not with the API, the worker or the store', () => {
	expect([server, page].map((part) => part.whenItDies)).toEqual(['all ends', 'all ends']);
	expect([api, worker, store].map((part) => part.whenItDies)).toEqual(['restart', 'restart', 'restart']);
});

test('three waves of stopping take less than ten seconds', () => {
	const longest = ({ stop }: typeof api) => stop.reduce((sum, step) => sum + step.waitMs, 0);
	const first = Math.max(longest(worker), longest(page));
	expect(first + Math.max(longest(api), longest(server)) + longest(store)).toBeLessThan(8000);
});

test('files are kept in the folder that was made here, or where a shell says', () => {
	const shell = { ...place, variables: { ...place.variables, FILES_BUCKET: 'files' } };
	const folderOf = (filesFolder?: string) => apiSpec(shell, { ...apiPlan, filesFolder }).command.env['FILES_FOLDER'];
	expect(folderOf('/state/files')).toBe('/state/files');
	expect(folderOf()).toBeUndefined();
});
