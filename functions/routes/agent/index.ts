/**
 * The worker's doors, `POST /api/agent/…`.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { claimRoute } from './claim.ts';
import { fileRoutes } from './files.ts';
import { heartbeatRoute } from './heartbeat.ts';
import { reportRoutes } from './reports.ts';
import { writeRoutes } from './writes.ts';

export const agentRoutes = (deps: Deps) =>
	new Hono()
		.route('/', claimRoute(deps))
		.route('/', reportRoutes(deps))
		.route('/', writeRoutes(deps))
		.route('/', fileRoutes(deps))
		.route('/', heartbeatRoute(deps));
