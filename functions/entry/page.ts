/**
 * The built page, for an API that serves it too (`npm start`). On AWS CloudFront does.
 *
 * @module
 */
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** Vite puts a hash of its content into the name of everything under here. */
const HASHED = /^\/assets\//;

/** @param folder the built page, `web/dist` */
export function pageRoutes(folder: string): Hono {
	const app = new Hono();
	app.use(
		'*',
		secureHeaders({
			contentSecurityPolicy: {
				defaultSrc: ["'self'"],
				// The LiveKit server is another origin, and LiveKit Cloud answers from regional ones.
				connectSrc: ["'self'", 'ws:', 'wss:', 'http:', 'https:'],
				mediaSrc: ["'self'", 'blob:'],
				// livekit-client makes workers from blobs.
				workerSrc: ["'self'", 'blob:'],
				imgSrc: ["'self'", 'data:'],
				objectSrc: ["'none'"],
				baseUri: ["'none'"],
				frameAncestors: ["'self'"],
			},
			permissionsPolicy: { microphone: ['self'], camera: [], geolocation: [] },
		}),
	);
	app.use('*', async (c, next) => {
		await next();
		if (c.res.ok)
			c.header('cache-control', HASHED.test(c.req.path) ? 'public, max-age=31536000, immutable' : 'no-cache');
	});
	// `/ops` and `/simulator` are folders with an index.html, with or without a slash.
	app.use('*', serveStatic({ root: folder }));
	return app;
}
