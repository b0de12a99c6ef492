/**
 * Do the operator's doors open, and does the API itself reach its LiveKit?
 *
 * @module
 */
import type { AgentsResponse } from '../../../functions/protocol/operator.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { type DoorAnswer, sayDoor } from '../../deployment/operator-door.ts';
import { fault, type Judged, ok, skipped, warn } from '../finding.ts';

export function judgeOperator(deployment: Deployment, agents: DoorAnswer<AgentsResponse>): Judged {
	switch (agents.outcome) {
		case 'ok':
			if (!agents.body.livekit)
				return fault(
					'api_without_livekit',
					'The API gets no answer from its LiveKit.',
					'See that LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET are right where the API runs, and that it may connect there.',
				);
			return ok('open', 'The operator’s doors open, and the API reaches LiveKit.');
		case 'unreachable':
			return skipped('api_silent', 'The API does not answer.');
		case 'no_token': {
			const { found, mend } = sayDoor(deployment, agents);
			return warn('no_token', `${found} Workers and webhooks cannot be looked at.`, mend);
		}
		default: {
			const { found, mend } = sayDoor(deployment, agents);
			return fault(agents.outcome, found, mend);
		}
	}
}
