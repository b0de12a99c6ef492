/**
 * Who asks. `Identify` is one function, made to be replaced by a team's own login.
 *
 * @module
 */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { jwtVerify, SignJWT } from 'jose';
import { deriveKey } from '../derived-key.ts';
import { isConversation } from '../protocol/names.ts';

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
	/** A signed token; in the cookie, and as Bearer for native apps and cross-site pages. */
	readonly issueToken: (id: string) => Promise<string>;
}

const COOKIE = 'greenroom';
const AUDIENCE = 'greenroom-visitor';
const LIFETIME_SECONDS = 30 * 24 * 3600;

export function makeVisitors(secret: string, newId: () => string): Visitors {
	let derived: Promise<Uint8Array> | undefined;
	const key = () => {
		derived ??= deriveKey(secret, 'visitor token');
		return derived;
	};

	const issueToken = async (id: string) =>
		new SignJWT({})
			.setProtectedHeader({ alg: 'HS256' })
			.setSubject(id)
			.setAudience(AUDIENCE)
			.setIssuedAt()
			.setExpirationTime(`${LIFETIME_SECONDS}s`)
			.sign(await key());

	const remember = async (c: Context, id: string) =>
		setCookie(c, COOKIE, await issueToken(id), {
			httpOnly: true,
			sameSite: 'Lax',
			path: '/',
			maxAge: LIFETIME_SECONDS,
			// Browsers keep a Secure cookie off http; `__Host-` needs Secure.
			...(isHttpLoopback(c) ? {} : { secure: true, prefix: 'host' as const }),
		});

	return {
		issueToken,
		remember,
		async identify(c) {
			const bearer = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
			if (bearer !== undefined) {
				const id = await readToken(bearer, await key());
				return id === null ? { kind: 'refused' } : { kind: 'visitor', id, via: 'bearer' };
			}
			const cookie = isHttpLoopback(c) ? getCookie(c, COOKIE) : getCookie(c, COOKIE, 'host');
			const id = cookie === undefined ? null : await readToken(cookie, await key());
			return id === null ? { kind: 'stranger' } : { kind: 'visitor', id, via: 'cookie' };
		},
		async welcome(c) {
			const id = newVisitor(newId);
			await remember(c, id);
			return id;
		},
	};
}

export const newVisitor = (newId: () => string): string => `v_${newId()}`;

async function readToken(token: string, key: Uint8Array): Promise<string | null> {
	try {
		const { payload } = await jwtVerify(token, key, { audience: AUDIENCE, algorithms: ['HS256'] });
		return payload.sub ?? null;
	} catch {
		return null;
	}
}

const HTTP_LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/;
const isHttpLoopback = (c: Context): boolean => HTTP_LOOPBACK.test(c.req.url);

/**
 * The id of a visitor's conversation: the same wherever it is computed, so that nothing is looked up. Our own visitors'
 * ids are random and serve as they are; a login's (an address, say) is hashed, because the id is part of a room name.
 */
export async function conversationOf(visitor: string): Promise<string> {
	if (visitor.startsWith('v_') && isConversation(visitor)) return visitor;
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`greenroom conversation ${visitor}`));
	return btoa(String.fromCharCode(...new Uint8Array(digest).slice(0, 18)))
		.replaceAll('+', '-')
		.replaceAll('/', '_');
}
