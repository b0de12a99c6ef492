/**
 * Does LiveKit answer at its URL, and can a page connect to it?
 *
 * @module
 */
import { type Deployment, httpOf } from '../../deployment/deployment.ts';
import { type Answer, ask } from '../../deployment/request.ts';
import { sayUnreachable } from '../../deployment/unreachable.ts';
import { fault, type Judged, ok, warn } from '../finding.ts';

export const probeLiveKit = ({ livekit }: Deployment): Promise<Answer> => ask(httpOf(livekit));

export function judgeLiveKit({ livekit, apiUrl }: Pick<Deployment, 'livekit' | 'apiUrl'>, answer: Answer): Judged {
	const { url } = livekit;
	const { pathname, protocol, hostname, host } = new URL(url);
	const isSecure = protocol === 'wss:' || protocol === 'https:';
	const withoutPath = pathname === '/' ? '' : ` Nothing belongs after ${host}: take ${pathname} away.`;

	if (answer.outcome === 'unreachable') {
		const found = `${url} does not answer: ${sayUnreachable[answer.why]}.`;
		const mend =
			answer.why === 'not_tls' ? 'Begin LIVEKIT_URL with ws://.' : 'Start the server, or correct LIVEKIT_URL.';
		return fault(answer.why, found, `${mend}${withoutPath}`);
	}
	if (answer.status === 400 && !isSecure)
		return fault('needs_tls', `${url} refuses plain HTTP.`, 'Begin LIVEKIT_URL with wss://.');
	if (answer.status >= 300 && answer.status < 400)
		return fault('redirected', `${url} sends elsewhere.`, 'Begin LIVEKIT_URL with wss://, or name where it sends.');
	if (answer.status === 406 || answer.status >= 500)
		return fault('not_ready', `${url} answers with status ${answer.status}.`, 'Look into the log of LiveKit.');
	if (answer.status !== 200)
		return fault(
			'not_livekit',
			`${url} answers with status ${answer.status}, and not as LiveKit does.`,
			`Correct LIVEKIT_URL.${withoutPath}`,
		);
	if (!isSecure && apiUrl.startsWith('https:'))
		return fault(
			'mixed_content',
			`${url} is not secure, and the page at ${apiUrl} is: browsers refuse to connect.`,
			'Begin LIVEKIT_URL with wss://.',
		);
	if (withoutPath !== '') return warn('has_path', `${url} answers, and has a path.`, withoutPath.trim());
	if (!isSecure && !isLoopback(hostname))
		return warn('not_secure', `${url} answers, and is not secure.`, 'Begin LIVEKIT_URL with wss://.');
	return ok('answers', `${url} answers.`);
}

export const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
