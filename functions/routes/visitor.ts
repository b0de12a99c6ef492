/**
 * `POST /api/visitor`: a Bearer token for native apps and for pages of other sites. Asked with a valid one, the same
 * visitor gets a fresh token.
 *
 * @module
 */
import { Hono } from 'hono';
import { newVisitor } from '../conversations/identity.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

export const visitorRoute = (deps: Deps) =>
	new Hono().post('/api/visitor', async (c) => {
		const identified = await deps.visitors.identify(c);
		if (identified.kind === 'refused')
			throw new Problem('unauthorized', 'Ask without the token to become a new visitor.');
		const again = identified.kind === 'visitor' && identified.via === 'bearer';
		const id = again ? identified.id : newVisitor(deps.newId);
		c.set('outcome', again ? 'renewed' : 'new_visitor');
		return c.json({ token: await deps.visitors.issueToken(id) }, 201);
	});
