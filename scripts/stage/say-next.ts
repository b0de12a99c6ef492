/**
 * What is left to do by hand once a stage has its settings.
 *
 * @module
 */
import { parameterName } from '../../infra/parameters.ts';
import type { Change } from './settings.ts';

export interface Next {
	readonly stage: string;
	readonly region: string;
	/** Null: it was not deployed yet. */
	readonly siteUrl: string | null;
	/** LiveKit Cloud, or a server of one's own. */
	readonly isCloud: boolean;
	readonly changes: Iterable<Change>;
}

export function sayNext({ stage, region, siteUrl, isCloud, changes }: Next): string {
	const url = `${siteUrl ?? 'https://<SiteUrl>'}/api/livekit/webhook`;
	const isChanged = [...changes].some((change) => change !== 'unchanged');
	const running = 'Functions and workers read their settings when they start: deploy, and they do.';
	return [
		`Next: npx sst deploy --stage ${stage}`,
		...(isChanged && siteUrl !== null ? [running] : []),
		'',
		siteUrl === null
			? 'Webhooks, once the deploy has said its SiteUrl. Without them all works, and is noticed later:'
			: 'Webhooks. Without them all works, and is noticed later:',
		...(isCloud ? ofCloud(url) : ofYaml(url)),
		'',
		`Who wants to see ${siteUrl ?? '<SiteUrl>'}/ops needs its token:`,
		`  aws ssm get-parameter --region ${region} --with-decryption --query Parameter.Value --output text --name ${parameterName(stage, 'OPS_TOKEN')}`,
	].join('\n');
}

const ofCloud = (url: string): readonly string[] => [
	'  cloud.livekit.io, your project, Settings, Webhooks, Create new webhook',
	`    URL               ${url}`,
	'    Signing API key   the one in LIVEKIT_API_KEY',
	'    Events            all of them',
];

/** What the server's file has to say beside its keys; strings are as YAML reads them. */
const ofYaml = (url: string): readonly string[] => [
	'  in livekit.yaml, and restart the server:',
	'    webhook:',
	'      api_key: <LIVEKIT_API_KEY>',
	`      urls: ["${url}"]`,
	'    room:',
	'      auto_create: true',
	'      # The last of three clocks: GRACE_SECONDS and half a minute.',
	'      departure_timeout: 90',
	'    agents:',
	'      # Workers say themselves when they are full.',
	'      target_load: 1.0',
];
