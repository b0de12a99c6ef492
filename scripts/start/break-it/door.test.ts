import { request as httpRequest } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { openDoor } from './door.ts';

async function open() {
	const asked: unknown[] = [];
	const door = await openDoor({
		script: () => 'the script',
		breakIt: async (...how) => {
			asked.push(how);
			return { outcome: 'killed' };
		},
	});
	onTestFinished(() => door.close());
	const post = (url: string, body: string, headers: Record<string, string> = {}) =>
		fetch(url, { method: 'POST', body, headers });
	return { url: door.url, asked, post };
}

it('breaks what it is asked to, and says what has become of it', async () => {
	const { url, post, asked } = await open();
	const response = await post(`${url}/agent`, '{"room":"r1"}');
	expect(await response.json()).toEqual({ outcome: 'killed' });
	await post(`${url}/worker`, '{"room":null}');
	expect(asked).toEqual([
		['agent', 'r1'],
		['worker', null],
	]);
});

it('has the script of the buttons', async () => {
	const response = await fetch(`${(await open()).url}/break-it.js`);
	expect(response.headers.get('content-type')).toContain('text/javascript');
	expect(await response.text()).toBe('the script');
});

it('is closed to whoever does not know its token, and to browsers', async () => {
	const { url, post, asked } = await open();
	const { origin } = new URL(url);
	const body = '{"room":null}';
	const answers = [
		await post(`${origin}/worker`, body),
		await post(`${origin}/${'t'.repeat(43)}/worker`, body),
		await post(`${origin}//worker`, body),
		await post(`${url}/worker`, body, { origin: 'http://localhost:3000' }),
	];
	expect(await Promise.all(answers.map(async (answer) => [answer.status, await answer.json()]))).toEqual([
		[403, { outcome: 'wrong_token' }],
		[403, { outcome: 'wrong_token' }],
		[403, { outcome: 'wrong_token' }],
		[403, { outcome: 'foreign_origin' }],
	]);
	expect(asked).toEqual([]);
});

it('breaks nothing by a request that it does not understand', async () => {
	const { url, post, asked } = await open();
	const statuses = [
		(await post(`${url}/worker`, '')).status,
		(await post(`${url}/worker`, 'x'.repeat(5_000))).status,
		(await post(`${url}/worker`, '{"room":7}')).status,
		(await post(`${url}/api`, '{"room":null}')).status,
		(await fetch(`${url}/worker`)).status,
	];
	expect(statuses).toEqual([400, 400, 400, 404, 404]);
	expect(asked).toEqual([]);
});

it('listens on loopback alone, and closes at once, whoever is connected', async () => {
	const door = await openDoor({ script: () => '', breakIt: async () => ({ outcome: 'killed' }) });
	expect(new URL(door.url).hostname).toBe('127.0.0.1');
	const gone = new Promise((resolve) => {
		const open = httpRequest(`${door.url}/worker`, { method: 'POST' });
		open.once('error', resolve);
		open.write('{');
		open.once('socket', (socket) => socket.once('connect', () => void door.close()));
	});
	expect(await gone).toBeInstanceOf(Error);
});
