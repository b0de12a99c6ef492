/**
 * The stack of {@link GitHubAccess}, once an account:
 * `npx cdk deploy --app 'node --import tsx infra/access/main.ts' -c repository=owner/name -c environments=preview,staging`.
 *
 * @module
 */
import { App, Stack } from 'aws-cdk-lib';
import { APP } from '../names.ts';
import { ENVIRONMENTS, GitHubAccess, type GitHubEnvironment } from './github-access.ts';

const app = new App();
const context = (name: string): string | undefined => {
	const value: unknown = app.node.tryGetContext(name);
	return typeof value === 'string' && value !== '' ? value : undefined;
};
const isEnvironment = (name: string): name is GitHubEnvironment => name in ENVIRONMENTS;

const environments = (context('environments') ?? Object.keys(ENVIRONMENTS).join()).split(',');
const unknown = environments.filter((name) => !isEnvironment(name));
if (unknown.length > 0)
	throw new RangeError(`No such environment: ${unknown.join()}. There are ${Object.keys(ENVIRONMENTS).join(', ')}.`);
const providerArn = context('provider');
new GitHubAccess(new Stack(app, `${APP}-github-access`), 'Access', {
	repository: context('repository') ?? '',
	environments: environments.filter(isEnvironment),
	...(providerArn === undefined ? {} : { providerArn }),
});
app.synth();
