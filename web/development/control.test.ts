import { expect, it } from 'vitest';
import { makeControl } from './control.ts';

/** A network that answers, and what it was asked. */
function asking(answer: (path: string) => Response | null) {
	const asked: { readonly path: string; readonly init: RequestInit | undefined }[] = [];
	const control = makeControl(async (input, init) => {
		asked.push({ path: String(input), init });
		const response = answer(String(input));
		if (response === null) throw new TypeError('Failed to fetch');
		return response;
	}, 'token');
	return { asked, control };
}

const answers = (path: string) =>
	path === '/api/conversation' ? Response.json({ room: 'r1' }) : Response.json({ outcome: 'killed' });

it('says with its token which agent is meant: the one in the room of this page', async () => {
	const { asked, control } = asking(answers);
	expect(await control.kill('agent')).toEqual({ outcome: 'killed' });
	const headers = { 'x-greenroom-development': 'token' };
	const init = { method: 'POST', headers, body: '{"room":"r1"}' };
	expect(asked).toEqual([
		{ path: '/api/conversation', init: undefined },
		{ path: '/development/agent', init },
	]);
});

it('needs no room to kill a worker', async () => {
	const { asked, control } = asking(answers);
	await control.kill('worker');
	expect(asked.map(({ path }) => path)).toEqual(['/development/worker']);
});

it('tells a refusal from no answer', async () => {
	const refused = () => Response.json({ outcome: 'wrong_token' }, { status: 403 });
	expect(await asking(refused).control.kill('worker')).toEqual({ outcome: 'refused' });
	expect(await asking(() => null).control.lose()).toEqual({ outcome: 'unreachable' });
	expect(await asking(() => new Response('', { status: 502 })).control.lost()).toEqual({ outcome: 'unreachable' });
	expect(await asking(() => null).control.kill('agent')).toEqual({ outcome: 'unreachable' });
});
