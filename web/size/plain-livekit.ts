import type { Plugin } from 'vite';

const SHIMS = /\badapterFactory\(\{\s*window: [^}]*\}\);/;

/**
 * LiveKit's client without webrtc-adapter: `call/room/shims.ts` loads it where it is needed.
 *
 * @throws Error when LiveKit's client is not what this was written for
 */
export function withoutShims(code: string): string {
	const plain = code.replace(SHIMS, '');
	if (plain === code) throw new Error('livekit-client no longer starts webrtc-adapter: look at plain-livekit.ts again');
	return plain;
}

/** The shims are called where they are loaded, so no bundler takes them away: 13 kB gzip of the 160 until connected. */
export const plainLiveKit = (): Plugin => ({
	name: 'greenroom:plain-livekit',
	apply: 'build',
	enforce: 'pre',
	transform: {
		filter: { id: /\/livekit-client\.esm\.mjs$/ },
		handler: (code) => ({ code: withoutShims(code), map: null }),
	},
});
