/**
 * `GET /api/health`: alive, and which version.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';

export const healthRoute = (deps: Deps) =>
	new Hono().get('/api/health', (c) =>
		c.json({ status: 'ok', version: deps.config.version, stage: deps.config.stage }),
	);
