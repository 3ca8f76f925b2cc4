// How agents promise, one table per language (C31). A new language is one more entry of PROMISING.

export interface PromisingWords {
  /** First person and commissive, as slots; the action follows. */
  commissives: readonly string[];
  /** May stand between commissive and action. */
  adverbs: string;
  /** Verb phrase as slots → canonical action. */
  actions: readonly (readonly [string, string])[];
  /** Verb phrases that promise by themselves, without a commissive: `ich rufe … an`. A trailing particle must follow in the same sentence. */
  verbs: readonly (readonly [string, string])[];
  /** Verbs that promise nothing, whatever time is named: `I'll be here until 5`. Any other verb with a time is a promise. */
  idle: string;
  /** The action stands at the end of the sentence, behind its objects. */
  actionLast: boolean;
  negations: string;
  /** Open a condition, wherever they stand. */
  conditions: readonly string[];
  /** Words that end the clause. */
  ends: string;
}

export const PROMISING: Readonly<Record<string, PromisingWords>> = {
  en: {
    commissives: [
      "i'll|we'll|ill|i'l",
      'i|we will|shall',
      "i'm|we're|im going to",
      'i am going to',
      'we are going to',
      "i|we promise|guarantee|commit|undertake that? i'll|we'll|to",
      'i|we promise|guarantee that? i|we will',
      'you have my word',
    ],
    adverbs:
      'also now then personally definitely certainly gladly happily just immediately quickly make sure that to i we be go ahead and of course surely absolutely again please try my best to ensure get someone have a technician colleague manager an engineer agent specialist our team',
    actions: [
      ['call|phone|ring|telephone', 'call'],
      ['give you a? call|ring', 'call'],
      ['email|e-mail|mail|message|text|write', 'email'],
      ['refund|reimburse|repay', 'refund'],
      ['send|resend|post|ship|dispatch|mail|courier', 'send'],
      ['replace|exchange|swap', 'replace'],
      ['credit|issue|apply', 'credit'],
      ['check|investigate|review|verify', 'check'],
      ['look into|after|at|up', 'check'],
      ['find out', 'check'],
      ['escalate|raise|report', 'escalate'],
      ['forward|pass|hand', 'escalate'],
      ['get|come|circle back|in', 'get back'],
      ['reply|respond', 'get back'],
      ['follow up', 'get back'],
      ['contact|notify|inform|reach', 'get back'],
      ['let you know', 'get back'],
      ['keep you posted|updated|informed', 'update'],
      ['update|correct|fix|resolve|repair|change|amend|adjust', 'update'],
      ['waive|cancel|remove|reverse|drop|delete', 'waive'],
      ['deliver|bring', 'deliver'],
      ['arrange|schedule|book|organise|organize|set', 'arrange'],
      ['unlock|reopen|reactivate|activate|restore|extend|process', 'update'],
      ['give|grant|offer you', 'credit'],
      ['pay|compensate|settle', 'refund'],
      ['transfer money|back|the|€|$|£', 'refund'],
      ['open|create|log|file a|an|the|your', 'escalate'],
      ['make a|the|your|an refund|replacement|exception|correction|transfer', 'refund'],
      ['sort|handle|chase|tackle|clear|rectify', 'update'],
      ['take care of', 'update'],
      ['ask|speak|talk|consult|liaise to|with? the|my|our|a', 'check'],
      ['be in touch', 'get back'],
      ['drop you', 'email'],
      ['see to it|that', 'arrange'],
      [
        'have|get|ask someone|somebody|a|an|our|the|my|one|it|this|that * call|contact|email|ring|phone|visit|send|sent|fixed|done|sorted|replaced|refunded|delivered|shipped',
        'arrange',
      ],
      ['knock|take|deduct * off', 'price'],
      ['have|get it|this|that|them|everything * with|to|over|out you|to?', 'deliver'],
      ['come|report back', 'get back'],
      ['honour|honor|match|reduce|lower|charge|bill|invoice', 'price'],
    ],
    verbs: [],
    idle: 'be need have see wait hope think assume explain try stay sit want like love miss talk speak go come start say tell leave close connect put no not never only still always probably maybe',
    actionLast: false,
    negations: "not never don't won't can't cannot no unable longer hardly neither nor",
    conditions: [
      'if',
      'unless',
      'provided',
      'assuming',
      'in case',
      'should you',
      'once you|we|i',
      'as soon as you|we|i receive|received|get|have|send|sent|confirm|return',
      'as soon as you',
      "after you|you've",
      'when you|it|we arrives|arrive|send|return|confirm|receive|reply',
    ],
    ends: 'because but so unless which who while since although though',
  },
  de: {
    commissives: ['ich werde', 'wir werden', 'werde|werden ich|wir', 'ich verspreche|garantiere ihnen?'],
    adverbs: '',
    actions: [
      ['anrufen|zurückrufen|telefonieren', 'call'],
      ['mailen|schreiben', 'email'],
      ['erstatten|zurückerstatten|überweisen|zurückzahlen|rückerstatten', 'refund'],
      ['senden|schicken|verschicken|zusenden|zuschicken|versenden|zukommen', 'send'],
      ['ersetzen|austauschen|umtauschen', 'replace'],
      ['gutschreiben', 'credit'],
      ['prüfen|überprüfen|klären|nachsehen|nachfragen', 'check'],
      ['weiterleiten|eskalieren|weitergeben', 'escalate'],
      ['melden|kontaktieren|antworten|informieren|zurückmelden|kümmern', 'get back'],
      ['aktualisieren|ändern|korrigieren|reparieren|beheben|freischalten|entsperren', 'update'],
      ['erlassen|stornieren', 'waive'],
      ['liefern|zustellen', 'deliver'],
      ['veranlassen|vereinbaren', 'arrange'],
    ],
    verbs: [
      ['rufe|rufen … an|zurück', 'call'],
      ['erstatte|erstatten|überweise|überweisen', 'refund'],
      ['schicke|schicken|sende|senden|verschicke|versende|versenden|maile', 'send'],
      ['schreibe|schreiben … gut', 'credit'],
      ['schreibe', 'email'],
      ['ersetze|ersetzen|tausche|tauschen', 'replace'],
      ['prüfe|prüfen|kläre|klären|überprüfe', 'check'],
      ['leite|leiten … weiter', 'escalate'],
      ['gebe|geben … weiter|bescheid', 'get back'],
      ['melde|melden … mich|uns', 'get back'],
      ['kümmere|kümmern … mich|uns', 'get back'],
      ['liefere|liefern', 'deliver'],
      ['erlasse|erlassen|storniere|stornieren', 'waive'],
      ['aktualisiere|korrigiere|korrigieren|ändere|behebe|schalte|entsperre', 'update'],
      ['sorge|sorgen … dafür', 'arrange'],
      ['veranlasse|veranlassen|informiere|informieren', 'get back'],
    ],
    idle: '',
    actionLast: true,
    negations: 'nicht kein keine keinen nie niemals leider',
    conditions: ['wenn', 'falls', 'sofern', 'sobald sie|du|wir', 'vorausgesetzt'],
    ends: 'weil aber denn damit sodass',
  },
};
