/**
 * Who asks. `Identify` is one function, made to be replaced by a team's own login.
 *
 * @module
 */
import type { Context } from 'hono';
import { getSignedCookie, setSignedCookie } from 'hono/cookie';
import { jwtVerify, SignJWT } from 'jose';
import { deriveKey, type KeyPurpose } from '../derived-key.ts';

/** `via` decides what else is checked: a cookie is sent by other sites' pages too, a Bearer token is not. */
export type Identified =
	| { readonly kind: 'visitor'; readonly id: string; readonly via: 'cookie' | 'bearer' }
	/** Nobody yet: the token door makes a visitor of them. */
	| { readonly kind: 'stranger' }
	/** Said who they are, and it does not hold. */
	| { readonly kind: 'refused' };

export type Identify = (c: Context) => Promise<Identified>;

/** What the default identity needs to make and to remember visitors. */
export interface Visitors {
	readonly identify: Identify;
	/** Makes a visitor of a stranger, and sets the cookie. */
	readonly welcome: (c: Context) => Promise<string>;
	/** Renews the cookie: it lives as long as the conversation. */
	readonly remember: (c: Context, id: string) => Promise<void>;
	/** A Bearer token for native apps and cross-site pages. */
	readonly issueToken: (id: string) => Promise<string>;
}

const COOKIE = 'greenroom';
const AUDIENCE = 'greenroom-visitor';
const LIFETIME_SECONDS = 30 * 24 * 3600;
const VISITOR_ID = /^v_[A-Za-z0-9_-]{22}$/;

export function makeVisitors(secret: string, newId: () => string): Visitors {
	const keys = new Map<KeyPurpose, Promise<Uint8Array<ArrayBuffer>>>();
	const keyFor = (purpose: KeyPurpose) => {
		const known = keys.get(purpose) ?? deriveKey(secret, purpose);
		keys.set(purpose, known);
		return known;
	};

	const remember = async (c: Context, id: string) => {
		const loopback = isHttpLoopback(c);
		await setSignedCookie(c, COOKIE, id, await keyFor('visitor cookie'), {
			httpOnly: true,
			sameSite: 'Lax',
			path: '/',
			maxAge: LIFETIME_SECONDS,
			// Browsers keep a Secure cookie off http; `__Host-` needs Secure.
			...(loopback ? {} : { secure: true, prefix: 'host' as const }),
		});
	};

	return {
		remember,
		async identify(c) {
			const bearer = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
			if (bearer !== undefined) {
				const id = await readToken(bearer, await keyFor('visitor token'));
				return id === null ? { kind: 'refused' } : { kind: 'visitor', id, via: 'bearer' };
			}
			const prefix = isHttpLoopback(c) ? undefined : 'host';
			const cookie = await getSignedCookie(c, await keyFor('visitor cookie'), COOKIE, prefix);
			if (typeof cookie !== 'string' || !VISITOR_ID.test(cookie)) return { kind: 'stranger' };
			return { kind: 'visitor', id: cookie, via: 'cookie' };
		},
		async welcome(c) {
			const id = `v_${newId()}`;
			await remember(c, id);
			return id;
		},
		async issueToken(id) {
			return new SignJWT({})
				.setProtectedHeader({ alg: 'HS256' })
				.setSubject(id)
				.setAudience(AUDIENCE)
				.setIssuedAt()
				.setExpirationTime(`${LIFETIME_SECONDS}s`)
				.sign(await keyFor('visitor token'));
		},
	};
}

async function readToken(token: string, key: Uint8Array): Promise<string | null> {
	try {
		const { payload } = await jwtVerify(token, key, { audience: AUDIENCE, algorithms: ['HS256'] });
		return payload.sub !== undefined && VISITOR_ID.test(payload.sub) ? payload.sub : null;
	} catch {
		return null;
	}
}

const isHttpLoopback = (c: Context): boolean => {
	const { protocol, hostname } = new URL(c.req.url);
	return protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
};

/** The id of a visitor's conversation: opaque, and the same wherever it is computed, so that nothing is looked up. */
export async function conversationOf(visitor: string): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`greenroom conversation ${visitor}`));
	return btoa(String.fromCharCode(...new Uint8Array(digest).slice(0, 18)))
		.replaceAll('+', '-')
		.replaceAll('/', '_');
}
