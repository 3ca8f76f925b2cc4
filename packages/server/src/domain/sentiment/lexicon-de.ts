// German words of mood (C42), chosen for what people write to a company. Endings are taken off before a word counts as unknown.
import { lexicon } from './lexicon.js';

export const LEXICON_DE = lexicon({
  weights: [
    [
      -0.9,
      `schrecklich furchtbar grauenhaft grauenvoll entsetzlich katastrophal katastrophe unverschämt unverschämtheit frechheit skandal
       skandalös schlechteste schlimmste miserabel unterirdisch unzumutbar inakzeptabel empörend empört abscheulich widerlich ekelhaft
       albtraum alptraum desaster horror hasse hass wütend stinksauer fassungslos betrüger betrug abzocke abzocker sauerei saftladen
       schnauze_voll nase_voll nie_wieder unmöglich_wie zeitverschwendung geldverschwendung nicht_wahr_sein das_letzte am_ende_mit_meinen
       für_gar_nichts für_nichts reicht_es es_reicht mir_reichts unter_aller_sau mir_reicht_es`,
    ],
    [
      -0.7,
      `sauer ärgerlich verärgert ärger ärgere ärgert enttäuscht enttäuschend enttäuschung frustriert frustrierend frust genervt nervt
       nervig nervend lächerlich peinlich unfähig unfähigkeit inkompetent inkompetenz unprofessionell nutzlos sinnlos hoffnungslos
       unfreundlich unhöflich frech respektlos arrogant herablassend beleidigt beleidigend beleidigung angelogen gelogen lügen lüge lügner
       belogen betrogen getäuscht täuschung verarscht hingehalten vertröstet ignoriert ignorant ignorieren dreist dumm idioten idiot
       blöd bescheuert unglaublich unerhört schockiert erschüttert entsetzt verzweifelt verzweiflung unzuverlässig unseriös erbärmlich
       schande schämen bereue bereut im_stich_gelassen im_stich keiner_kümmert_sich niemand_kümmert_sich kümmert_sich_niemand geduld_am_ende
       verliere_die_geduld geduld_verloren von_vorne_erklären immer_wieder_von_vorne nicht_akzeptabel nicht_hinnehmbar wut wutentbrannt zornig zorn koche_vor schweinerei albern kindisch affig lachhaft grausam herzlos geweint weinen tränen heulen bedroht drohung drohen schikane schikaniert bevormundet faul gierig dubios fadenscheinig verheerend niederschmetternd alarmierend unverzeihlich ausgelacht am_verzweifeln besseres_zu_tun treibt_mich_in_den_wahnsinn wahnsinnig_machen raubt_mir kotzt_mich geht_gar_nicht das_geht_gar_nicht unfassbar fehlen_mir_die_worte platzt_gleich platzt_mir der_kragen alles_andere_als_begeistert alles_andere_als_zufrieden alles_andere_als_erfreut alles_andere_als_glücklich nicht_mit_kunden_um nicht_begeistert textbausteine mit_kunden_umgeht nicht_mehr_normal
       wie_bitte_kann schon_dreimal zum_dritten_mal zum_vierten_mal zum_x_ten_mal auf_den_arm mit_den_nerven das_ist_unmöglich`,
    ],
    [
      -0.5,
      `schlecht schlechter schlimm schlimmer unzufrieden unzufriedenheit traurig unfair ungerecht mangelhaft ungenügend chaos chaotisch
       verwirrend umständlich kompliziert mühsam lästig anstrengend belastend nachteilig beschwerde beschwere beschweren reklamation
       verunsichert besorgt sorgen sorge angst müde leid ausreden ausrede verweigert verschlechtert schlamperei schlampig zumutung
       unverständnis missachtet vernachlässigt abgewimmelt verschaukelt ewig ewigkeiten endlos schon_wieder immer_noch_nicht
       immer_noch_keine immer_noch_nichts noch_immer_nicht noch_immer_keine keine_antwort keine_reaktion keine_rückmeldung
       niemand_antwortet niemand_meldet ruft_mich_niemand niemand_ruft nicht_weiter hilft_mir_nicht viel_zu_lange zu_lange hin_und_her
       anwalt rechtsanwalt rechtliche_schritte verbraucherzentrale verklagen klage aufgelegt meckern vertraue_ihnen_nicht
       kein_vertrauen vertrauen_verloren wo_bleibt_ihr nicht_mehr_mitmachen wie_lange_noch mein_geld_zurück nichts_geholfen nichts_davon_geholfen nicht_geholfen ohne_antwort ohne_rückmeldung nicht_mehr_melden nicht_gemeldet meldet_sich_nicht von_niemandem extra_freigenommen urlaubstag_umsonst umsonst_gewartet weitergereicht im_kreis_geschickt von_pontius hängen_gelassen warteschleife_zu_hängen in_der_warteschleife_hänge wieder_nicht wieder_kein wieder_keine gezwungen ungeklärt was_soll_das wozu_bezahle zahlen_bei_ihnen_drauf meinem_geld_hinterher eigenen_geld_hinterher nichts_anfangen andere_auskunft jedes_mal hatten_mir_das seit_tagen_keine keine_heizung kein_strom so_geht_man nicht_mit_langjährigen unmöglichkeit`,
    ],
    [
      -0.3,
      `langsam überfällig gewartet leider schwierig schwer unklar unverständlich unerwartet
       teuer überteuert warte_seit seit_wochen seit_tagen seit_monaten wochenlang tagelang stundenlang vergeblich
       umsonst niemand keiner nirgends schade bedauerlich unpraktisch instabil hängengelassen`,
    ],
    [
      -0.12,
      `falsch kaputt defekt fehler fehlermeldung problem probleme abgestürzt fehlgeschlagen verloren beschädigt verspätet verspätung verzögert verzögerung fehlerhaft stimmt_nicht geht_nicht funktioniert_nicht spät`,
    ],
    [
      0.9,
      `ausgezeichnet hervorragend fantastisch phantastisch großartig grandios perfekt wunderbar exzellent genial überragend sensationell
       traumhaft bestens spitze spitzenmäßig erstklassig beste besten tag_gerettet großes_lob rundum_zufrieden weltklasse eins_a
       weiter_so vorbildlich`,
    ],
    [
      0.7,
      `toll super klasse prima begeistert liebe_es liebe_die liebe_den zufrieden glücklich freue freut erfreut freude dankbar beeindruckt
       beeindruckend empfehlen empfehle weiterempfehlen lob loben herzlichen_dank vielen_lieben_dank sehr_geholfen gut_geholfen super_geholfen
       genau_das_richtige genau_so_wollte sehr_gut schätze wertschätze mega hammer_service top`,
    ],
    [
      0.5,
      `gut gute guter gutes nett nette freundlich hilfreich hilfsbereit höflich geduldig kompetent angenehm sympathisch zuvorkommend
       schnell zügig flott reibungslos einfach_super einfacher_als leicht unkompliziert zuverlässig professionell verlässlich
       erleichtert beruhigt besser verbessert gelöst behoben geklärt erledigt funktioniert_jetzt funktioniert_wieder geht_wieder
       geht_jetzt jetzt_funktioniert alles_gut hat_geklappt gut_geklappt klappt_jetzt besser_geht_es_nicht geht_nicht_besser besser_hätte_es_nicht gerne_wieder gern_wieder stein_vom_herzen daumen_hoch hut_ab verstehe_ich_es positiv_überrascht wie_geschmiert läuft_wieder läuft_jetzt frage_beantwortet nicht_schlecht gar_nicht_schlecht nicht_übel
       gefällt gefallen schön schöner schönes früher_als hurra bravo cool sauber vertrauen sorgfältig gründlich fair großzügig
       lohnt aufmerksam verständnisvoll`,
    ],
    [0.3, `nützlich praktisch verständlich klar deutlich interessant willkommen ordentlich passt_so okay_so hoffentlich_bald`],
    [0.1, `kein_problem keine_eile kein_ding`],
    [
      0,
      `guten_tag guten_morgen guten_abend gute_frage gut_dass beste_grüße besten_gruß beste_zeit schönen_tag schönen_abend schöne_grüße freundliche_grüße
       freundlichen_grüßen mit_freundlichen_grüßen schnell_eine_frage liebe_grüße liebes_team so_schnell_wie_möglich besten_dank_im_voraus gute_nacht
       zu_meinem_besten schwerer_unfall leicht_verletzt wird_gutgeschrieben schaden schadens schäden am_besten am_liebsten schlechten_wetters schlechtes_wetter schlechtem_wetter schlechtes_internet_zu`,
    ],
  ],
  negations: 'nicht kein keine keinen keiner keinem keines nie niemals ohne kaum nichts weder noch_nie',
  intensifiers: [
    [1.5, 'absolut völlig total komplett extrem überaus unglaublich wahnsinnig zutiefst maßlos richtig'],
    [1.3, 'sehr wirklich so echt besonders ganz äußerst dermaßen ziemlich derart viel zu'],
    [0.6, 'etwas bisschen wenig leicht einigermaßen relativ'],
  ],
  thanks: 'danke dank dankeschön merci',
  profanity:
    'scheiße scheiss scheiß scheisse verdammt verdammte verdammter arschloch arsch mist mistding kacke verflucht verfluchte drecksladen dreck fuck shit verarsche',
  answers: 'nichts nein',
  asks: 'wie kann können könnte könnten darf dürfen wann wo wer was welche welcher welches ist sind gibt hat haben liefern kommt wird muss soll',
  but: 'aber jedoch allerdings trotzdem dennoch doch',
  endings: 'e er en em es n s t te ten st ste sten',
  churn: [
    'ich kündigen',
    'wir kündigen',
    'kündigen werde*',
    'werde kündigen',
    'zu einem anderen',
    'will kündigen',
    'möchte kündigen',
    'kündige ich',
    'ich kündige',
    'kündige hiermit',
    'vertrag kündigen',
    'abo kündigen',
    'konto kündigen',
    'konto löschen',
    'konto schließen',
    'account löschen',
    'kündigung*',
    'anbieter wechseln',
    'wechsle den anbieter',
    'wechsle ich',
    'ich wechsle',
    'werde wechseln',
    'anderen anbieter',
    'anderer anbieter',
    'konkurrenz',
    'mitbewerber*',
    'vertrag beenden',
    'nie wieder bestelle',
    'nie wieder bestellen',
    'nie mehr bestellen',
    'nicht verlängern',
    'kunde verloren',
    'kunden verloren',
    'als kunden verlieren',
    'gewesen als kunde',
    'bin ich weg',
    'suche mir etwas anderes',
    'suche eine alternative',
  ],
});
