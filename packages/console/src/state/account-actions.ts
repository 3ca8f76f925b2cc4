// What people may do about accounts: their own, and as admins those of others. The link implements it; every answer is the relay's.
import type {
  AgentRole,
  AgentSession,
  DeviceView,
  InvitationCreated,
  InvitationFound,
  InvitationRequest,
  InvitationView,
  PasswordLink,
  PersonView,
  PreferencesDoc,
  RecoveryCodes,
  SecondFactorStart,
  SecondFactorState,
  SignInOptions,
} from '@throughline/types';
import type { Answer } from './answer.js';

export interface AccountActions {
  signInOptions(): Promise<Answer<SignInOptions>>;
  finishSignIn(form: { challenge: string; code: string }): Promise<Answer<AgentSession>>;
  lookAtInvitation(token: string): Promise<Answer<InvitationFound>>;
  acceptInvitation(form: { token: string; name?: string; password: string }): Promise<Answer<AgentSession>>;
  /** For what is answered `fresh_login_needed` (S80). */
  confirmLogin(form: { password: string; code?: string }): Promise<Answer<null>>;

  rename(name: string): Promise<Answer<AgentSession>>;
  changePassword(form: { old: string; password: string }): Promise<Answer<null>>;
  secondFactor(): Promise<Answer<SecondFactorState>>;
  startSecondFactor(): Promise<Answer<SecondFactorStart>>;
  confirmSecondFactor(code: string): Promise<Answer<RecoveryCodes>>;
  renewRecoveryCodes(): Promise<Answer<RecoveryCodes>>;
  removeSecondFactor(): Promise<Answer<null>>;
  devices(): Promise<Answer<readonly DeviceView[]>>;
  endDevice(id: string): Promise<Answer<null>>;
  endOtherDevices(): Promise<Answer<null>>;
  savePreferences(doc: PreferencesDoc): Promise<Answer<PreferencesDoc>>;

  people(): Promise<Answer<readonly PersonView[]>>;
  invitations(): Promise<Answer<readonly InvitationView[]>>;
  invite(wanted: InvitationRequest): Promise<Answer<InvitationCreated>>;
  renewInvitation(id: string): Promise<Answer<InvitationCreated>>;
  revokeInvitation(id: string): Promise<Answer<null>>;
  changeAgent(
    id: string,
    change: { role?: Exclude<AgentRole, 'owner'>; department?: string | null; active?: boolean },
  ): Promise<Answer<null>>;
  passwordLink(id: string): Promise<Answer<PasswordLink>>;
  dropSecondFactor(id: string): Promise<Answer<null>>;
  endSessions(id: string): Promise<Answer<null>>;
  passOwnership(id: string, keep: boolean): Promise<Answer<null>>;
}
