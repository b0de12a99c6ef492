/**
 * The API. `createApp` knows the fetch API only; what runs it is an entry (`entry/`).
 *
 * @module
 */
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { Deps } from './deps.ts';
import { FilesUnavailable } from './files/port.ts';
import { Problem } from './problem.ts';
import { FILE_LIMIT_BYTES } from './protocol/call.ts';
import { PROBLEM_TYPE } from './protocol/problem.ts';
import { TRACE_HEADER } from './protocol/trace.ts';
import { requestLog } from './request-log.ts';
import { agentRoutes } from './routes/agent/index.ts';
import { limitBody } from './routes/body.ts';
import { checkRoute } from './routes/check.ts';
import { conversationRoute } from './routes/conversation.ts';
import { deleteRoomRoute } from './routes/delete-room.ts';
import { dispatchAgentRoute } from './routes/dispatch-agent.ts';
import { healthRoute } from './routes/health.ts';
import { operatorRoutes } from './routes/operator/index.ts';
import { tokenRoute } from './routes/token.ts';
import { visitorRoute } from './routes/visitor.ts';
import { webhookRoute } from './routes/webhook.ts';
import { StoreUnavailable } from './store/port.ts';

/** Each door has one. A batch of 50 turns at their longest fits, and LiveKit's webhooks; an upload has a door of its own. */
const BODY_LIMITS = [
	{ path: '/api/livekit/token', bytes: 32 * 1024 },
	{ path: '/api/livekit/check', bytes: 4 * 1024 },
	{ path: '/api/livekit/dispatch-agent', bytes: 4 * 1024 },
	{ path: '/api/livekit/delete-room', bytes: 4 * 1024 },
	{ path: '/api/livekit/webhook', bytes: 512 * 1024 },
	{ path: '/api/agent/:door', bytes: 512 * 1024 },
	{ path: '/api/agent/files/*', bytes: FILE_LIMIT_BYTES },
];

export function createApp(deps: Deps): Hono {
	const app = new Hono();
	app.use('/api/*', requestLog(deps));
	// Pages of other sites identify by Bearer token, never by the cookie: no credentials, so any origin may ask.
	app.options(
		'/api/*',
		cors({
			origin: '*',
			allowHeaders: ['content-type', 'authorization', 'idempotency-key', TRACE_HEADER],
			maxAge: 600,
		}),
	);
	app.use('/api/*', (c, next) => {
		// Before the handler: a header that is added to a finished response costs as much as a token.
		c.header('access-control-allow-origin', '*');
		c.header('access-control-expose-headers', 'retry-after');
		c.header('cache-control', 'no-store');
		c.header('x-content-type-options', 'nosniff');
		return next();
	});
	for (const { path, bytes } of BODY_LIMITS) app.use(path, limitBody(bytes));

	app.route('/', tokenRoute(deps));
	app.route('/', checkRoute(deps));
	app.route('/', dispatchAgentRoute(deps));
	app.route('/', deleteRoomRoute(deps));
	app.route('/', conversationRoute(deps));
	app.route('/', visitorRoute(deps));
	app.route('/', webhookRoute(deps));
	app.route('/', agentRoutes(deps));
	app.route('/', operatorRoutes(deps));
	app.route('/', healthRoute(deps));

	const doors = app.routes.filter(({ method }) => method !== 'ALL' && method !== 'OPTIONS');
	app.all('/api/*', (c) => {
		const methods = doors.filter(({ path }) => path === c.req.path).map(({ method }) => method);
		if (methods.length === 0) throw new Problem('not_found', 'There is no such door.');
		c.header('allow', methods.join(', '));
		throw new Problem('method_not_allowed', `Use ${methods.join(' or ')}.`);
	});
	app.onError((error, c) => {
		const problem = asProblem(error);
		c.set('outcome', problem.code);
		if (problem.status >= 500) deps.log({ level: 'error', event: 'failed', code: problem.code, error: nameOf(error) });
		if (problem.retryAfterMs !== undefined) c.header('retry-after', `${Math.ceil(problem.retryAfterMs / 1000)}`);
		return c.body(JSON.stringify(problem.document), problem.status, { 'content-type': PROBLEM_TYPE });
	});
	return app;
}

function asProblem(error: unknown): Problem {
	if (error instanceof Problem) return error;
	if (error instanceof StoreUnavailable)
		return new Problem('store_unavailable', 'Ask again.', { cause: error, retryAfterMs: 1_000 });
	if (error instanceof FilesUnavailable)
		return new Problem('files_unavailable', 'Ask again.', { cause: error, retryAfterMs: 1_000 });
	return new Problem('internal_error', undefined, { cause: error });
}

/** The name and the place, never the message: messages of libraries quote what they were given. */
function nameOf(error: unknown): string {
	if (!(error instanceof Error)) return typeof error;
	const place = error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '';
	return `${error.name}${place.trimEnd().replace(/^\s+at /, ' at ')}`;
}
