// How agents ask, one table per language (C26). A new language is one more entry of ASKING; nothing else knows about it.

export interface AskingWords {
  /** Openings of a question or request whose object follows, as slots (see slots.ts). */
  openings: readonly string[];
  /** The same, counted only where a sentence or a clause starts: `send me …`, `which …`. */
  startOnly: readonly string[];
  /** Whole questions that ask for a key without naming it. */
  questions: readonly (readonly [string, string])[];
  /** May stand between the words of an opening. */
  softeners: string;
  /** May stand between an opening and what is asked for. */
  determiners: string;
  /** Join one asked thing to the next. */
  joiners: string;
  /** May follow what was asked for; any other noun makes it something else (`email client`). */
  followers: string;
  /** What makes a question a confirmation wherever it stands. */
  confirming: string;
  /** Key → what agents call it. */
  names: Readonly<Record<string, string>>;
}

const ID_EN = (nouns: string): string =>
  nouns
    .split('|')
    .flatMap((noun) =>
      [
        'number',
        'numbers',
        'no',
        'no.',
        'nr',
        'id',
        'ids',
        'reference',
        'ref',
        'code',
        'reference number',
        'confirmation number',
        'confirmation code',
        'confirmation',
      ].map((kind) => `${noun} ${kind}`),
    )
    .join('|');

export const ASKING: Readonly<Record<string, AskingWords>> = {
  en: {
    openings: [
      "what's|whats",
      'what is|are|was|were',
      'can|could|may|might i|we have|get|take|grab|know|ask|see|collect|note|start with|for?',
      'can|could|would|will you give|send|provide|share|tell|supply|text|email|type|enter|pass|read|write|spell|state|forward|upload|paste|remind us|me? with|in|over|down|to?',
      'can|could|would|will you let me|us have|know',
      'mind|minding giving|sending|sharing|telling|providing me|us? with?',
      'can|could|may i|we trouble|bother you for',
      'can|could|would you help me|us with',
      'would you mind giving|sending|sharing|telling|providing me|us? with?',
      'would you be able|kind|so to|enough? kind? as? to? give|send|provide|share|tell|forward me|us? with?',
      'please|kindly|pls|plz give|send|provide|share|tell|supply|type|enter|state|write|include|forward|attach|add|submit|quote|spell me|us? with|in|down?',
      'please|kindly|pls|plz let me|us have|know',
      'please|kindly reply|respond|answer with',
      "i|we need|require|want|'d",
      "i'll|we'll|i'd|we'd need|require|like to? have|know|get?",
      'i|we will|would|just|still|also need|require|like to? have|know|get?',
      "i'm|we're going|looking|missing to|for? need?",
      'do|can|could you happen? to? have|know|remember|recall|see|find|read',
      'mind if i|we grab|take|get|have|ask|note for?',
      'may|can|could i|we grab|borrow|trouble you? for?',
      'have you got',
      'if you can|could? give|send|share|tell|provide me|us with?',
      'is there a|an|any',
      'can|could|would|will|any|possible|might you|chance|to * give|send|tell|share|read|dig|quote|provide|name|spell|leave|find|forward|pass|look|pop|type|write|drop|put|paste|enter|add|text|email|message me|us? with|out|over|up|me?',
      'can|could|would|will|any|possible|might you|chance|to * let me|us know',
      'please|kindly leave|quote|name|read|find me|us? with|out|over|up|me?',
      'what|which would|could|should|might be',
    ],
    startOnly: [
      'what|which',
      'on|under|with|to|at|from|by|for what|which',
      'just|only|still need|missing',
      "who's|whos",
      'who is|are',
      'give|send|tell me|us',
      'send|read|pass|leave me|us? over|out|along',
      'share|provide|enter|type|state|quote me|us? with?',
      'let me|us have|know',
    ],
    questions: [
      ['who am|are i|we speaking|talking|chatting with|to?', 'name'],
      ['whom do|am i have|speaking the? pleasure? of? speaking? with|to?', 'name'],
      ['who i|we am|are|have speaking|talking|chatting', 'name'],
      ['what would|could be a|the? good|best number', 'phone'],
      ['who|whom do|am|have i|we the|had|have * speaking|talking|chatting', 'name'],
      ['how much was|were|did|have you|it|they been|be? charged|charge|pay|paid|cost|billed', 'amount'],
      ['when did you buy|order|purchase|book|place', 'date'],
      ['where would|do|should you like|want us|me? to? deliver|send|ship', 'address'],
      ['what is the? number on the invoice|bill', 'invoice_no'],
      ["what's the number on the invoice|bill", 'invoice_no'],
      ['where do you live', 'address'],
      ['where should|shall|can|do we|i send|ship|deliver it|this|them', 'address'],
      ['what number can|should|could|do i|we reach|call|ring', 'phone'],
      ['which number can|should|could|do i|we reach|call|ring', 'phone'],
      ['when were you born', 'date_of_birth'],
      ["what's the? best number", 'phone'],
      ['what is the? best number', 'phone'],
      ['how do you spell your name', 'name'],
      ['what does the error message? say|read', 'error_code'],
    ],
    softeners: 'please pls just also quickly kindly maybe possibly perhaps again first then now still',
    determiners:
      'the your a an any that this its my me us with for to again please also just full complete current correct exact best valid new old first last four 4 six 6 final digits digit of original right preferred contact same both what which on good 16-digit 10-digit 8-digit',
    joiners: 'and or , & / plus well as',
    followers:
      'and or & , ; : ( ) " please pls so to for on in is are you we i did do does that which as with used from here if at then linked associated registered attached starting ends ending it again was were by when where now below under this there because before after handy ready thanks thank me us he she they have has the once while without should would can could will must may has have had quickly real really right too also today first written shown printed just',
    confirming: 'still confirm|double-check|double-checking|re-confirm',
    names: {
      name: 'name|full name|names|first name|last name|surname|family name|forename|first and last name|name and surname',
      email: 'email|e-mail|email address|e-mail address|mail address|email id|e-mail id|email addresses',
      phone:
        'phone|phone number|telephone|telephone number|mobile|mobile number|cell number|cell phone number|contact number|number to call|callback number|call-back number|phone no|contact phone number',
      postcode: 'postcode|post code|postal code|zip|zip code|zipcode|postcode or zip',
      address:
        'address|postal address|delivery address|shipping address|billing address|home address|street address|mailing address|addresses|residential address',
      date: 'date|order date|date of purchase|purchase date|booking date|travel date|date of the order|delivery date',
      amount: 'amount|total|total amount|sum|amount of the bill',
      product: 'product|product name|model|item|model number',
      error_code: 'error|error code|error message|error number',
      order_id: ID_EN('order|orders|purchase'),
      account_no: ID_EN('account|customer|acct|bank account|client|customer account|member'),
      policy_id: ID_EN('policy|insurance policy|insurance'),
      claim_id: ID_EN('claim|claims'),
      booking_ref: ID_EN('booking|reservation|flight booking') + '|pnr|record locator|confirmation number|confirmation code',
      invoice_no: ID_EN('invoice|bill'),
      card: 'card|card number|card no|credit card|credit card number|debit card|debit card number|card details|card numbers',
      iban: 'iban|iban number|bank details|bank account',
      ssn: 'ssn|social security number|ssn number|social|social security no|social security',
      date_of_birth: 'date of birth|birth date|birthday|dob|birthdate',
    },
  },
  de: {
    openings: [
      'wie lautet|lauten|ist|war',
      'was ist|war',
      'können|könnten|kannst|könntest|würden|würdest|möchten sie|du mir|uns?',
      'nennen|geben|senden|schicken|sagen|mailen|teilen|verraten|schreiben|übermitteln sie mir|uns?',
      'bitte nennen|geben|senden|schicken|sagen|teilen|nenne|gib|sende|schick|schicke|sag|übermitteln sie? mir|uns?',
      'nenn|nenne|gib|schick|schicke|sende|sag mir|uns bitte?',
      'ich|wir brauche|brauchen|benötige|benötigen|bräuchte|bräuchten',
      'haben|hätten sie',
      'hast|hättest du',
      'darf|dürfte|kann|könnte|dürfen|können ich|wir um|nach|sie|dich|noch?',
      'verraten|sagen sie mir?',
    ],
    startOnly: ['welche|welcher|welches|welchen|welchem', 'unter|mit|zu|von welcher|welchem|welche'],
    questions: [
      ['wie heißen|heissen sie', 'name'],
      ['wie heißt|heisst du', 'name'],
      ['wie ist ihr|dein name', 'name'],
      ['mit wem spreche|habe ich', 'name'],
      ['wo wohnen|wohnst sie|du', 'address'],
      ['wann sind|wurden|bist|wurdest sie|du geboren', 'date_of_birth'],
    ],
    softeners: 'bitte noch kurz auch mal einmal nochmal vielleicht gleich eventuell gern gerne denn',
    determiners:
      'ihre ihren ihrem ihrer ihr deine deinen deinem deiner dein die den dem der das eine einen einer ein noch bitte mir uns sie dich um nach vollständige vollständigen genaue genauen aktuelle aktuellen richtige denn gleich auch kurz einmal nochmal mal vielleicht letzten vier ziffern mit',
    joiners: 'und oder , & / sowie',
    followers:
      'und oder sowie & , ; : ( ) " bitte nennen geben senden schicken mitteilen sagen durchgeben verraten angeben haben erfahren wissen bitten fragen notieren für fuer aus auf bei mit um damit unter zur parat steht wurde ist erreichen erreiche geht lautet betrifft haben finde mir uns gerade noch ein an zu zukommen da hinterlegt weil denn ich wir sie',
    confirming: 'noch|immer bestätigen|bestätige|bestätigst',
    names: {
      name: 'name|namen|vollen namen|vornamen|nachnamen|vorname|nachname|vor- und nachnamen|familienname',
      email: 'e-mail|email|mail|e-mail-adresse|emailadresse|email-adresse|mailadresse|mail-adresse|e-mailadresse',
      phone: 'telefonnummer|handynummer|rufnummer|mobilnummer|nummer für den rückruf|rückrufnummer|telefon',
      postcode: 'postleitzahl|plz',
      address: 'adresse|anschrift|lieferadresse|rechnungsadresse|postanschrift|wohnadresse|lieferanschrift',
      date: 'datum|bestelldatum|kaufdatum|rechnungsdatum',
      amount: 'betrag|rechnungsbetrag|gesamtbetrag|summe',
      product: 'produkt|artikel|modell|produktname',
      error_code: 'fehlercode|fehlermeldung|fehlernummer',
      order_id: 'bestellnummer|auftragsnummer|bestell-nr|bestellnr|auftrags-nr|order-nummer',
      account_no: 'kontonummer|kundennummer|kunden-nr|vertragskontonummer|kundennr',
      policy_id: 'policennummer|versicherungsnummer|versicherungsscheinnummer|policen-nr|vertragsnummer',
      claim_id: 'schadennummer|schadensnummer|schaden-nr|vorgangsnummer',
      booking_ref: 'buchungsnummer|reservierungsnummer|buchungscode|buchungsreferenz',
      invoice_no: 'rechnungsnummer|rechnungs-nr|rechnungsnr',
      card: 'kartennummer|kreditkartennummer|karte|kreditkarte',
      iban: 'iban|bankverbindung',
      date_of_birth: 'geburtsdatum|geburtstag',
    },
  },
};
