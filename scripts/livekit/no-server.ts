import type { NoServer } from './find-server.ts';
import { GO_PACKAGE, SERVER_VERSION } from './release.ts';

/** One screen: what was tried, why it failed, and the ways out for this machine. */
export function sayNoServer({ tried }: NoServer, platform: string): string {
	const waysOut = [
		...(platform === 'darwin' ? [['Homebrew', 'brew install livekit']] : []),
		['Go', `install it (https://go.dev/dl), or yourself: go install ${GO_PACKAGE}`],
		['a binary', `put livekit-server ${SERVER_VERSION} on PATH (https://github.com/livekit/livekit/releases)`],
		['a mirror', 'GREENROOM_LIVEKIT_RELEASES=<base URL of the release archives>'],
		['LiveKit Cloud', 'LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET in .env (https://cloud.livekit.io)'],
	] as const;
	return [
		'There is no livekit-server, and none could be brought here.',
		'',
		'Tried:',
		...tried.map(({ way, why }) => `  ${way.padEnd(14)}${indent(why)}`),
		'',
		'One of these is enough:',
		...waysOut.map(([way, how]) => `  ${way?.padEnd(14)}${how}`),
	].join('\n');
}

const indent = (text: string): string =>
	text
		.trimEnd()
		.split('\n')
		.join(`\n${' '.repeat(16)}`);
