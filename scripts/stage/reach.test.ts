import { expect, test } from 'vitest';
import { serveJson } from '../deployment/testing.ts';
import { anyPorts } from '../start/ports.ts';
import { reach } from './reach.ts';
import type { Settings } from './settings.ts';

const TOKEN = 'a-token-of-upstash';

async function settingsOf(
	more: readonly (readonly [Parameters<Settings['get']>[0], string])[] = [],
): Promise<Settings> {
	const livekit = await serveJson(({ path }) => ({ body: path === '/' ? 'OK' : { rooms: [] } }));
	const store = await serveJson(({ headers }) =>
		headers.authorization === `Bearer ${TOKEN}` ? { body: { result: 'PONG' } } : { status: 401, body: {} },
	);
	return new Map([
		['LIVEKIT_URL', livekit.url.replace('http', 'ws')],
		['LIVEKIT_API_KEY', 'APIabcdefghi'],
		['LIVEKIT_API_SECRET', 'a-secret-of-thirty-two-characters-or-more'],
		['UPSTASH_REDIS_REST_URL', store.url],
		['UPSTASH_REDIS_REST_TOKEN', TOKEN],
		...more,
	]);
}
const outcomes = async (settings: Settings) =>
	(await reach(settings, 'pr-7')).map(({ check, outcome }) => [check, outcome]);

test('keys and store are tried, and a page behind TLS cannot use a server without', async () => {
	expect(await outcomes(await settingsOf())).toEqual([
		['livekit', 'mixed_content'],
		['keys', 'accepted'],
		['store', 'answers'],
	]);
});

test('a token that is not the database’s, and a server that is not there', async () => {
	const [nobody = 0] = await anyPorts(1);
	const settings = await settingsOf([
		['UPSTASH_REDIS_REST_TOKEN', 'another'],
		['LIVEKIT_URL', `wss://127.0.0.1:${nobody}`],
	]);
	expect(await outcomes(settings)).toEqual([
		['livekit', 'refused'],
		['keys', 'livekit_silent'],
		['store', 'wrong_token'],
	]);
});
