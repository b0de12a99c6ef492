/**
 * An API that may be broken from its own page: it puts a script before the page's, which has the buttons, loses webhooks
 * when told to, and passes on what else is to be broken to who has started it. Only `npm start` starts such an API.
 *
 * @module
 */
import { DEVELOPMENT_PATH, entranceOf, isCallPage, isOurs, withDevelopmentTag } from './door.ts';
import { makeLostWebhooks } from './lost-webhooks.ts';

const WEBHOOKS = '/api/livekit/webhook';

/** What `@hono/node-server` calls. */
type Answer<Env> = (request: Request, env: Env) => Response | Promise<Response>;

interface Development {
	/** The supervisor's control door; its path is the token. */
	readonly control: string;
	readonly ask: (url: string, init: RequestInit) => Promise<Response>;
	/** Milliseconds. */
	readonly now: () => number;
}

export function underDevelopment<Env>(answer: Answer<Env>, { control, ask, now }: Development): Answer<Env> {
	const webhooks = makeLostWebhooks(now);
	const token = new URL(control).pathname.slice(1);

	async function pass(name: string, init: RequestInit): Promise<Response> {
		const { status, headers, body } = await ask(`${control}/${name}`, init);
		const type = headers.get('content-type') ?? 'text/plain';
		return new Response(body, { status, headers: { ...kept, 'content-type': type } });
	}

	async function enter(request: Request, name: string): Promise<Response> {
		// A script is no secret, and a tag sends no headers.
		if (name === 'break-it.js') return pass(name, { method: 'GET' });
		const entrance = entranceOf(request, token);
		if (entrance !== 'open') return say({ outcome: entrance }, 403);
		if (name !== 'webhooks') return pass(name, { method: request.method, body: await bodyOf(request) });
		return say({ outcome: 'losing', ...(request.method === 'POST' ? webhooks.lose() : webhooks.soFar()) });
	}

	return async (request, env) => {
		const url = new URL(request.url);
		// LiveKit takes it for delivered, and does not send it again.
		if (url.pathname === WEBHOOKS && webhooks.isLost()) return new Response(null, { status: 204 });
		if (!isOurs(url)) return answer(request, env);
		if (url.pathname.startsWith(DEVELOPMENT_PATH)) return enter(request, url.pathname.slice(DEVELOPMENT_PATH.length));
		const answered = await answer(request, env);
		const isCall = request.method === 'GET' && isCallPage(url.pathname);
		return isCall && isHtml(answered) ? withScript(answered, token) : answered;
	};
}

const isHtml = ({ headers }: Response): boolean => headers.get('content-type')?.startsWith('text/html') === true;

/** No other website loads it. */
const kept = {
	'cache-control': 'no-store',
	'x-content-type-options': 'nosniff',
	'cross-origin-resource-policy': 'same-origin',
};

const say = (said: object, status = 200): Response => Response.json(said, { status, headers: kept });

const bodyOf = async (request: Request): Promise<string | null> =>
	request.method === 'POST' ? await request.text() : null;

async function withScript(page: Response, token: string): Promise<Response> {
	const headers = new Headers(page.headers);
	headers.delete('content-length');
	return new Response(withDevelopmentTag(await page.text(), token), { status: page.status, headers });
}
