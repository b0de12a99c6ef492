/**
 * The API. `createApp` knows the fetch API only; what runs it is an entry (`entry/`).
 *
 * @module
 */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import type { Deps } from './deps.ts';
import { Problem } from './problem.ts';
import { requestLog } from './request-log.ts';
import { agentRoutes } from './routes/agent.ts';
import { conversationRoute } from './routes/conversation.ts';
import { deleteRoomRoute } from './routes/delete-room.ts';
import { healthRoute } from './routes/health.ts';
import { tokenRoute } from './routes/token.ts';
import { visitorRoute } from './routes/visitor.ts';
import { webhookRoute } from './routes/webhook.ts';
import { StoreUnavailable } from './store/port.ts';

/** A batch of 50 turns at their longest, and LiveKit's webhooks, fit; an upload does not. */
const BODY_LIMIT = 512 * 1024;
/** LiveKit's token request is a few fields. */
const TOKEN_BODY_LIMIT = 32 * 1024;

const tooLarge = () => {
	throw new Problem('payload_too_large', 'Send less.');
};

export function createApp(deps: Deps): Hono {
	const app = new Hono();
	app.use('/api/*', requestLog(deps));
	app.use('/api/*', secureHeaders({ crossOriginResourcePolicy: 'cross-origin' }));
	// Pages of other sites identify by Bearer token, never by the cookie: no credentials, so any origin may ask.
	app.use('/api/*', cors({ origin: '*', allowHeaders: ['content-type', 'authorization'], maxAge: 600 }));
	app.use('/api/livekit/token', bodyLimit({ maxSize: TOKEN_BODY_LIMIT, onError: tooLarge }));
	app.use('/api/*', bodyLimit({ maxSize: BODY_LIMIT, onError: tooLarge }));
	app.use('/api/*', async (c, next) => {
		await next();
		c.header('cache-control', 'no-store');
	});

	app.route('/', tokenRoute(deps));
	app.route('/', deleteRoomRoute(deps));
	app.route('/', conversationRoute(deps));
	app.route('/', visitorRoute(deps));
	app.route('/', webhookRoute(deps));
	app.route('/', agentRoutes(deps));
	app.route('/', healthRoute(deps));

	app.all('/api/*', () => {
		throw new Problem('not_found', 'There is no such door.');
	});
	app.onError((error, c) => {
		const problem = asProblem(error);
		c.set('outcome', problem.code);
		if (problem.status >= 500) deps.log({ level: 'error', event: 'failed', code: problem.code, error: nameOf(error) });
		return problem.toResponse();
	});
	return app;
}

function asProblem(error: unknown): Problem {
	if (error instanceof Problem) return error;
	if (error instanceof StoreUnavailable) return new Problem('store_unavailable', 'Ask again.', { cause: error });
	return new Problem('internal_error', undefined, { cause: error });
}

/** The name and the place, never the message: messages of libraries quote what they were given. */
function nameOf(error: unknown): string {
	if (!(error instanceof Error)) return typeof error;
	const place = error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '';
	return `${error.name}${place.trimEnd().replace(/^\s+at /, ' at ')}`;
}
