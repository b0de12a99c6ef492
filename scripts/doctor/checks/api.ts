/**
 * Does the API answer, and is it the one that is meant?
 *
 * @module
 */
import * as z from 'zod/mini';
import type { Deployment } from '../../deployment/deployment.ts';
import { type Answer, ask, at, readJson } from '../../deployment/request.ts';
import { sayUnreachable } from '../../deployment/unreachable.ts';
import { fault, type Judged, ok } from '../finding.ts';

const healthSchema = z.object({ status: z.literal('ok'), version: z.string(), stage: z.string() });

export const probeApi = ({ apiUrl }: Deployment): Promise<Answer> => ask(at(apiUrl, '/api/health'));

export function judgeApi({ apiUrl, stage }: Pick<Deployment, 'apiUrl' | 'stage'>, answer: Answer): Judged {
	if (answer.outcome === 'unreachable')
		return fault(
			answer.why,
			`${apiUrl} does not answer: ${sayUnreachable[answer.why]}.`,
			answer.why === 'not_tls'
				? 'Begin GREENROOM_API_URL with http://, or put TLS before the API.'
				: 'Start the API (npm start), or correct GREENROOM_API_URL.',
		);
	const location = answer.headers.get('location');
	if (answer.status >= 300 && answer.status < 400 && location !== null)
		return fault(
			'redirected',
			`${apiUrl} sends elsewhere: ${originOf(location, apiUrl)}.`,
			'Set GREENROOM_API_URL to that: what a worker POSTs is lost in a redirect.',
		);
	const health = readJson(answer, healthSchema);
	if (answer.status !== 200 || health === null)
		return fault(
			'not_greenroom',
			`${apiUrl} answers with status ${answer.status}, and not as Greenroom does.`,
			'Correct GREENROOM_API_URL: /api/health below it has to be the API’s.',
		);
	if (health.stage !== stage)
		return fault(
			'other_stage',
			`${apiUrl} is stage ${health.stage}, and STAGE says ${stage}.`,
			'Correct STAGE or GREENROOM_API_URL: rooms and agents of another stage are not seen.',
		);
	return ok('answers', `${apiUrl}, stage ${health.stage}, version ${health.version}.`);
}

const originOf = (location: string, base: string): string =>
	URL.canParse(location, base) ? new URL(location, base).origin : 'to no URL';
