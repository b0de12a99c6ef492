/**
 * One line a request: the route's pattern, not its path (room names count as personal), and the named outcome.
 *
 * @module
 */
import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { Deps } from './deps.ts';
import { TRACE_HEADER, traceOf } from './protocol/trace.ts';

declare module 'hono' {
	interface ContextVariableMap {
		/** The named outcome of the request: log field and metric. */
		outcome: string;
		/** The name of a webhook event. */
		event: string;
	}
}

export const requestLog = ({ log, now }: Deps) =>
	createMiddleware(async (c, next) => {
		const started = now();
		await next();
		log({
			level: 'info',
			event: 'request',
			method: c.req.method,
			route: routePath(c),
			status: c.res.status,
			ms: now() - started,
			outcome: c.get('outcome'),
			webhook: c.get('event'),
			trace: traceOf(c.req.header(TRACE_HEADER)) ?? undefined,
		});
	});
